// Proposed terms: accept, reject, merge into a known concept, take back; and new proposals.
import { get, post } from "./api.js";
import { h, language } from "./dom.js";
import { guarded, keep, say, start, state } from "./shell.js";
import { count, t } from "./words.js";

const MOST = 100;
const results = h("div", {});
const done = [];
let waiting = [], here = 0;

const fill = guarded(async () => {
  const answer = await get("/proposals", { limit: MOST });
  waiting = answer.concepts;
  here = Math.min(here, Math.max(waiting.length - 1, 0));
  say(`${count(answer.total, "proposal")}${done.length ? ` · ${done.length} ${t("decided")}` : ""}`);
  results.replaceChildren(...waiting.map(card), ...(waiting.length ? [] : [h("p", {}, t("Nothing waits for a decision."))]));
});

function card(concept, position) {
  const names = (side) => concept.terms.filter((term) => language(term.language).startsWith(side)).map((term) => h("p", { lang: term.language }, term.text));
  const into = h("input", { type: "text", "aria-label": t("Merge into the concept"), placeholder: t("id of a concept"), size: "18" });
  const act = (label, key, decision) => h("button", { type: "button", onclick: () => decide(concept, decision, into.value) }, t(label), " ", key ? h("kbd", {}, key) : null);
  return h("article", { class: `card${position === here ? " here" : ""}`, tabindex: "-1", onfocusin: () => { here = position; mark(); } },
    h("div", { class: "pair" }, h("div", {}, names("zh")), h("div", {}, names("en"))),
    concept.note ? h("p", { class: "soft" }, concept.note) : null,
    h("ul", { class: "where" }, concept.references.map((ref) => h("li", {}, ref.symbol || ref.title))),
    h("p", { class: "where" }, concept.id),
    h("div", { class: "row" }, act("Accept", "a", "accept"), act("Reject", "r", "reject"), into, act("Merge", "", "merge"),
      h("a", { href: `/concordance?${new URLSearchParams({ q: concept.terms[0]?.text ?? "" })}` }, t("Where it was used"))));
}

const mark = () => results.querySelectorAll(".card").forEach((each, position) => each.classList.toggle("here", position === here));

const decide = guarded(async (concept, decision, into = "") => {
  const { change } = await post(`/proposals/${encodeURIComponent(concept.id)}`, { decision, into });
  done.push(change);
  await fill();
  results.children[here]?.focus?.({ preventScroll: true });
});

const undo = guarded(async () => {
  if (!done.length) return;
  await post("/proposals/undo", { change: done.at(-1) });
  done.pop();
  await fill();
});

addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = { j: 1, k: -1 }[event.key];
  if (move) {
    here = Math.min(Math.max(here + move, 0), waiting.length - 1);
    mark();
    results.children[here]?.scrollIntoView({ block: "center" });
  }
  if (event.key === "a" && waiting[here]) decide(waiting[here], "accept");
  if (event.key === "r" && waiting[here]) decide(waiting[here], "reject");
  if (event.key === "u") undo();
});

const fields = ["zh", "en", "reference", "note"].map((name) => h("input", { type: "text", name, value: state(name), "aria-label": t(name), placeholder: t(name) }));
const form = h("form", { class: "card", onsubmit: guarded(async (event) => {
  event.preventDefault();
  const { concept } = await post("/proposals", Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])));
  fields.forEach((field) => { field.value = ""; });
  keep({ zh: "", en: "", reference: "", note: "" });
  await fill();
  say(`${t("Proposed")}: ${concept.id}`);
}) }, h("h2", {}, t("Propose a term")), h("div", { class: "row" }, fields, h("button", { class: "main" }, t("Propose"))));
start("Review", h("div", { class: "row soft" }, h("kbd", {}, "j"), h("kbd", {}, "k"), t("next, previous"), h("kbd", {}, "a"), t("Accept"), h("kbd", {}, "r"), t("Reject"), h("button", { type: "button", onclick: undo }, t("Undo"), " ", h("kbd", {}, "u"))), results, form);
fill();
