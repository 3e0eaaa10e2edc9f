// A word in its contexts, both sides, the counterpart marked.
import { get, latest } from "./api.js";
import { h, marked } from "./dom.js";
import { guarded, keep, say, start, state } from "./shell.js";
import { chinese, count, t } from "./words.js";

const field = h("input", { type: "search", id: "q", value: state("q"), autofocus: true, autocomplete: "off", "aria-label": t("A word, a phrase, a single Han character"), placeholder: t("A word, a phrase, a single Han character") });
const byConcept = h("input", { type: "checkbox", id: "concept", checked: state("concept") === "1" });
const limit = h("select", { id: "limit" }, [50, 200, 500].map((number) => h("option", { value: String(number), selected: state("limit") === String(number) }, String(number))));
const results = h("div", {});

const spans = (places) => places.map(([start, end]) => ({ start, end, class: "hit" }));

function origin(item) {
  return [item.document, item.unit, item.date].filter(Boolean).join(" · ");
}

function line(item) {
  return h("article", { class: "card" },
    h("div", { class: "pair" },
      h("p", { lang: item.languages.source }, marked(item.source, spans(item.places))),
      h("p", { lang: item.languages.target }, marked(item.target, spans(item.target_places)))),
    h("p", { class: "where" }, item.origins.slice(0, 3).map(origin).join("; ")));
}

const ask = latest((q, concept, number, signal) => get("/concordance", { q, concept, limit: number }, signal));

const show = guarded(async () => {
  const q = field.value.trim();
  keep({ q, concept: byConcept.checked ? "1" : "", limit: limit.value === "50" ? "" : limit.value });
  if (!q) {
    results.replaceChildren();
    say();
    return;
  }
  const answer = await ask(q, byConcept.checked ? "true" : "", limit.value);
  if (answer === null) return;
  const words = answer.words.length > 1 ? ` (${answer.words.join(chinese() ? "、" : ", ")})` : "";
  say(`${count(answer.total, "unit")}${words}`);
  results.replaceChildren(...answer.lines.map(line));
});

let timer = 0;
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 200); });
for (const control of [byConcept, limit]) control.addEventListener("change", show);
start("Concordance",
  h("div", { class: "row" }, field, h("label", {}, byConcept, " ", t("all forms of its concept")), h("label", {}, t("at most"), " ", limit)), results);
show();
