// A term in either language: its concept, every form with its status, where it comes from and where it was used.
import { get, latest } from "./api.js";
import { h, language } from "./dom.js";
import { complain, guarded, keep, say, start, state } from "./shell.js";
import { count, t } from "./words.js";

const field = h("input", { type: "search", id: "q", value: state("q"), autofocus: true, autocomplete: "off", spellcheck: "false", placeholder: t("A term in either language, or a part of one; * and ? stand for anything") });
const results = h("div", {});
const SIDES = [["zh", "中文"], ["en", "English"]];

function term(item) {
  const tags = [item.status, item.kind === "full form" ? null : item.kind].filter((name) => name && name !== "preferred");
  return h("div", {},
    h("span", { class: item.status, lang: item.language }, item.text),
    tags.map((name) => h("span", { class: "tag" }, t(name))),
    h("button", { type: "button", class: "tag", title: t("Copy"), onclick: () => navigator.clipboard.writeText(item.text).then(() => say(`${t("Copied")}: ${item.text}`)) }, t("Copy")));
}

function concept(item) {
  const references = item.references.map((ref) => ref.symbol || ref.title).filter(Boolean).join("; ");
  const used = h("a", { href: `/concordance?${new URLSearchParams({ q: item.terms[0]?.text ?? item.id, concept: "1" })}` }, t("Where it was used"));
  return h("article", { class: "card" },
    h("h2", {}, item.id, h("span", { class: "tag" }, item.domain), h("span", { class: "tag" }, t(item.strictness)), item.match === "exact" ? null : h("span", { class: "tag" }, t(item.match))),
    h("dl", { class: "terms" }, SIDES.map(([side, name]) => [h("dt", {}, name), h("dd", {}, item.terms.filter((each) => language(each.language).startsWith(side)).map(term))])),
    item.definition ? h("p", {}, item.definition) : null,
    item.note ? h("p", { class: "soft" }, item.note) : null,
    h("p", { class: "where" }, [references, item.termbase].filter(Boolean).join(" · "), " ", used));
}

const ask = latest((q, signal) => get("/lookup", { q, limit: 30 }, signal));

const show = guarded(async () => {
  const q = field.value.trim();
  keep({ q });
  if (!q) {
    results.replaceChildren();
    say();
    return;
  }
  const answer = await ask(q);
  if (answer === null) return;
  say(count(answer.concepts.length, "concept"));
  results.replaceChildren(...answer.concepts.map(concept), ...(answer.concepts.length ? [] : [proposal(q)]));
});

// What the termbases do not have can be proposed; nothing proposed is ever enforced.
function proposal(q) {
  const han = /[\u4e00-\u9fff]/.test(q);
  return h("p", {}, t("Nothing is known by that name."), " ", h("a", { href: `/review?${new URLSearchParams(han ? { zh: q } : { en: q })}` }, t("Propose it")));
}

let timer = 0;
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 120); });
start("Look up", h("label", { for: "q", class: "soft" }, t("Term")), h("div", { class: "row" }, field), results);
show().catch(complain);
