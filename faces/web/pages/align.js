// Two texts, sentence by sentence: the least certain beads first; merge, split, shift, unlink, undo; into the memory.
import { post } from "./api.js";
import { h, longList } from "./dom.js";
import { guarded, say, start } from "./shell.js";
import { count, parts, t } from "./words.js";

const UNSURE = 0.5;
const KEPT = "yizhi-align";
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
const areas = ["source", "target"].map((name) => h("textarea", { id: name, "aria-label": t(name === "source" ? "Source text" : "Its translation"), placeholder: t(name === "source" ? "Source text" : "Its translation") }));
const results = h("div", {});
let work = kept, before = [], list = null, unsureFirst = false;

const save = () => { try { sessionStorage.setItem(KEPT, JSON.stringify(work)); } catch { /* too long to keep: the texts are still in their fields */ } };

const align = guarded(async () => {
  say(t("Aligning …"));
  const fixed = work && same() ? work.beads.filter((bead) => bead.fixed).map(({ source, target }) => ({ source, target })) : [];
  const answer = await post("/align", { source: areas[0].value, target: areas[1].value, fixed });
  const isFixed = new Set(fixed.map((bead) => JSON.stringify([bead.source, bead.target])));
  if (work) before.push(work);
  work = { texts: areas.map((area) => area.value), source: answer.source, target: answer.target, beads: answer.beads.map((bead) => ({ ...bead, fixed: isFixed.has(JSON.stringify([bead.source, bead.target])) })) };
  draw();
});

const same = () => areas.every((area, side) => area.value === work.texts[side]);

function change(beads) {
  before.push(work);
  work = { ...work, beads };
  draw(scrollY);
}

// Sentences of a side that a bead gives away at its end, or takes at its beginning.
const joined = (a, b) => ({ source: [...a.source, ...b.source], target: [...a.target, ...b.target], score: 1, fixed: true });
const merge = (n) => n + 1 < work.beads.length && change([...work.beads.slice(0, n), joined(work.beads[n], work.beads[n + 1]), ...work.beads.slice(n + 2)]);
function split(n) {
  const { source, target } = work.beads[n];
  if (source.length + target.length < 3) return;
  const parts = Math.max(source.length, target.length);
  const cut = (list, part) => part === parts - 1 ? list.slice(part) : list.slice(part, part + 1);
  change([...work.beads.slice(0, n), ...Array.from({ length: parts }, (_, part) => ({ source: cut(source, part), target: cut(target, part), score: 1, fixed: true })), ...work.beads.slice(n + 1)]);
}
function shift(n, side) {
  const [one, next] = [work.beads[n], work.beads[n + 1]];
  if (!next || !one[side].length) return;
  const moved = [{ ...one, [side]: one[side].slice(0, -1), score: 1, fixed: true }, { ...next, [side]: [one[side].at(-1), ...next[side]], score: 1, fixed: true }];
  change([...work.beads.slice(0, n), ...moved.filter((bead) => bead.source.length + bead.target.length), ...work.beads.slice(n + 2)]);
}
function unlink(n) {
  const { source, target } = work.beads[n];
  if (!source.length || !target.length) return;
  change([...work.beads.slice(0, n), { source, target: [], score: 1, fixed: true }, { source: [], target, score: 1, fixed: true }, ...work.beads.slice(n + 1)]);
}
const undo = () => { if (before.length) { work = before.pop(); draw(scrollY); } };

const HAN = /[\u4e00-\u9fff]/;
const sentences = (item, side) => item[side].map((index) => work[side][index]).join(HAN.test(work[side].join("")) ? "" : " ");

function bead(n) {
  const item = work.beads[n];
  const text = (side) => h("p", {}, sentences(item, side));
  const act = (label, action) => h("button", { type: "button", onclick: () => action(n) }, t(label));
  return h("div", { class: `bead${item.score < UNSURE ? " unsure" : ""}`, tabindex: "-1" },
    h("span", { class: "where" }, `${item.source.length}–${item.target.length}`, h("br"), item.fixed ? t("fixed") : item.score.toFixed(2)), text("source"), text("target"),
    h("span", { class: "acts" }, act("Merge with next", merge), act("Split", split), act("Shift source", (each) => shift(each, "source")), act("Shift translation", (each) => shift(each, "target")), act("Unlink", unlink)));
}

function draw(top = null) {
  save();
  const order = work.beads.map((_, n) => n);
  if (unsureFirst) order.sort((a, b) => work.beads[a].score - work.beads[b].score);
  const unsure = work.beads.filter((each) => each.score < UNSURE).length;
  say(parts(count(work.beads.length, "pair"), `${unsure} ${t("to look at")}`));
  list = longList(order.length, 40, (position) => bead(order[position]));
  const sort = h("button", { type: "button", "aria-pressed": String(unsureFirst), onclick: () => { unsureFirst = !unsureFirst; draw(); } }, t("least certain first"));
  results.replaceChildren(h("div", { class: "row" }, sort, h("button", { type: "button", onclick: undo, disabled: !before.length }, t("Undo")),
    h("button", { type: "button", onclick: align }, t("Align the rest anew")), document_, h("button", { type: "button", onclick: remember }, t("Into the memory"))), list);
  if (top !== null) scrollTo(0, top);
}

const document_ = h("input", { type: "text", size: "20", "aria-label": t("Name of the document"), placeholder: t("Name of the document") });
const remember = guarded(async () => {
  const pairs = work.beads.filter((each) => each.source.length && each.target.length).map((each) => ({ source: sentences(each, "source"), target: sentences(each, "target") }));
  const [source_language, target_language] = HAN.test(work.source.join("")) ? ["zh-Hans", "en"] : ["en", "zh-Hans"];
  const counts = await post("/tm/units", { pairs, document: document_.value || t("aligned in the browser"), source_language, target_language });
  say(`${count(counts.pairs, "pair")}: ${counts.units} ${t("in the memory")}`);
});

start("Align", h("div", { class: "pair" }, areas), h("div", { class: "row" }, h("button", { type: "button", class: "main", onclick: align }, t("Align"))), results);
if (kept) {
  areas.forEach((area, side) => { area.value = kept.texts[side]; });
  draw();
}
addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.target.closest("input, textarea")) { event.preventDefault(); undo(); } });
