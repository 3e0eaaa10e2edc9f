// A draft beside its source, unit by unit: both scroll together, for they stand in one grid.
import { get } from "./api.js";
import { h, longList } from "./dom.js";
import { line, placed, sides, unitsOf } from "./findings.js";
import { guarded, keep, say, start, state } from "./shell.js";
import { count, loadMessages, parts, t } from "./words.js";

const results = h("div", {});
const pick = h("select", { id: "draft", onchange: () => { keep({ draft: pick.value, unit: "" }); show(); } });
let flagged = [], here = -1, list = null;

const fill = guarded(async () => {
  const { drafts } = await get("/drafts");
  pick.replaceChildren(...drafts.map((draft) => h("option", { value: draft.id, selected: draft.id === state("draft") }, draft.name)));
  if (!drafts.length) {
    results.replaceChildren(h("p", {}, t("No draft is here yet."), " ", h("a", { href: "/check" }, t("Send one"))));
    return;
  }
  await show();
});

const show = guarded(async () => {
  const id = pick.value;
  const report = await get(`/drafts/${id}/findings`);
  const { units: total } = await get(`/drafts/${id}`);
  await loadMessages();
  // Units come as they are seen; findings count in whole drafts, so a draft of one language needs them all.
  const blocks = new Map();
  const block = (number) => blocks.get(number) ?? blocks.set(number, get(`/drafts/${id}/units`, { start: number * 50, limit: 50 })).get(number);
  const single = report.findings.some((finding) => finding.side === null);
  const every = single ? await unitsOf(id, total) : [];
  const byUnit = placed(report.findings, every);
  flagged = [...byUnit.keys()].sort((a, b) => a - b);
  list = longList(total, 50, async (index) => row((await block(Math.floor(index / 50))).units[index % 50], byUnit.get(index) ?? []));
  say(parts(count(total, "unit"), count(report.findings.length, "finding")));
  results.replaceChildren(list);
  if (state("unit")) turn(Number(state("unit")));
});

function row(unit, entries) {
  return h("article", { class: "card", tabindex: "-1", "data-index": String(unit.index) },
    h("div", { class: "pair" }, sides(unit, entries)),
    entries.length ? h("ul", { class: "findings" }, entries.map((entry) => line(entry))) : null);
}

async function turn(index) {
  here = index;
  keep({ unit: String(index) });
  document.querySelectorAll(".card.here").forEach((card) => card.classList.remove("here"));
  const card = await list?.show(index);
  card?.classList.add("here");
  card?.focus({ preventScroll: true });
}

const next = () => { const index = flagged.find((each) => each > here); if (index !== undefined) turn(index); };
const previous = () => { const index = flagged.findLast((each) => each < here); if (index !== undefined) turn(index); };

addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") next();
  if (event.key === "k") previous();
});
start("Side by side", h("div", { class: "row" }, h("label", { for: "draft" }, t("Draft")), pick,
  h("button", { type: "button", onclick: previous }, t("Previous finding"), " ", h("kbd", {}, "k")), h("button", { type: "button", onclick: next }, t("Next finding"), " ", h("kbd", {}, "j"))), results);
fill();
