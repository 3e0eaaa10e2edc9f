// A draft that is pasted or sent: its findings beside the text; filter, apply in place, undo, dismiss, take the file.
import { download, get, post, sendFile, text } from "./api.js";
import { h, longList } from "./dom.js";
import { filters, LEVELS, line, placed, sides, unitsOf } from "./findings.js";
import { complain, guarded, keep, say, start, state } from "./shell.js";
import { count, loadMessages, parts, t } from "./words.js";

const KEPT = "yizhi-pasted";
const PASTED = "pasted.txt";
const area = h("textarea", { id: "pasted", "aria-label": t("Text to check"), placeholder: t("Paste a text in Chinese or English …"), value: sessionStorage.getItem(KEPT) ?? "" });
area.value = sessionStorage.getItem(KEPT) ?? "";
const chosen = h("input", { type: "file", id: "file", "aria-label": t("A draft") });
const original = h("input", { type: "file", id: "source", "aria-label": t("The document that it translates") });
const results = h("div", {});
const shown = new Set(state("levels", "error,warning").split(",").filter((level) => LEVELS.includes(level)));
let rule = state("rule");

const check = guarded(async (file) => {
  results.replaceChildren();
  say(t("Sending …"));
  const source = original.files[0] ? (await sendFile(original.files[0])).id : "";
  const { id } = await sendFile(file, { source });
  keep({ draft: id });
  await show(id);
});

async function finished(id) {
  if (results.children.length) results.setAttribute("aria-busy", "true");
  else results.replaceChildren(h("progress", { "aria-label": t("Checking") }));
  for (let wait = 60; ; wait = Math.min(wait * 1.5, 1000)) {
    const draft = await get(`/drafts/${id}`);
    if (draft.state === "failed") throw Object.assign(new Error(draft.error), { status: 400 });
    if (draft.state === "ready") return draft;
    say(t("Checking"));
    await new Promise((done) => setTimeout(done, wait));
  }
}

const show = guarded(async (id) => {
  const draft = await finished(id);
  const [report, texts] = [await get(`/drafts/${id}/findings`), await unitsOf(id, draft.units)];
  await loadMessages();
  draw(draft, report, texts);
});

// A change of the draft that the server has; a pasted text that is still as it was sent changes with it.
async function change(draft, act, fields = {}) {
  const file = `/drafts/${draft.id}/file`;
  const follows = draft.name === PASTED && area.value === await text(file);
  await post(`/drafts/${draft.id}/${act}`, fields);
  if (follows) sessionStorage.setItem(KEPT, area.value = await text(file));
  const place = scrollY;
  await show(draft.id);
  scrollTo(0, place);
}

function draw(draft, report, texts) {
  const byUnit = placed(report.findings, texts);
  const rules = [...new Set(report.findings.map((finding) => finding.rule))].sort();
  const list = h("div", {});
  const wanted = ({ finding }) => shown.has(finding.severity) && (!rule || finding.rule === rule);
  const fill = () => {
    keep({ levels: [...shown].join(","), rule });
    const indexes = [...byUnit.keys()].sort((a, b) => a - b).filter((index) => byUnit.get(index).some(wanted));
    const long = longList(indexes.length, 20, (position) => unit(texts[Math.max(indexes[position], 0)], byUnit.get(indexes[position]).filter(wanted), draft));
    list.replaceChildren(indexes.length ? long : h("p", {}, t("Nothing to mark.")));
  };
  const pick = h("select", { "aria-label": t("Rule"), onchange: () => { rule = pick.value; fill(); } },
    h("option", { value: "" }, t("all rules")), rules.map((name) => h("option", { value: name, selected: name === rule }, name)));
  const button = (label, work, disabled = false) => h("button", { type: "button", disabled, onclick: guarded(work) }, t(label));
  say(`${draft.name}: ${parts(count(draft.units, "unit"), count(report.findings.length, "finding"))}${draft.changes ? ` · ${count(draft.changes, "change")}` : ""}${report.summary.dismissed ? ` · ${report.summary.dismissed} ${t("dismissed before")}` : ""}`);
  results.removeAttribute("aria-busy");
  results.replaceChildren(
    h("div", { class: "row" }, filters(report.summary, shown, fill), pick),
    h("div", { class: "row" }, button("Apply what is safe", () => change(draft, "apply", { revision: draft.revision }), !report.findings.some((finding) => finding.safe)),
      button("Undo", () => change(draft, "undo"), !draft.changes), button("Download", () => download(`/drafts/${draft.id}/file`)),
      button("With comments", () => download(`/drafts/${draft.id}/annotate`, {})),
      ["html", "xlsx", "sarif", "json"].map((form) => h("button", { type: "button", onclick: guarded(() => download(`/drafts/${draft.id}/findings?form=${form}`, null, form === "json" ? "findings.json" : "")) }, form))),
    ...(report.errors ?? []).map((error) => h("p", { class: "said wrong" }, `${t("Not read")}: ${error.line ?? ""} ${error.message}`)),
    ...(report.notes ?? []).map((note) => h("p", { class: "soft" }, note.message)), list);
  fill();
}

function unit(texts, entries, draft) {
  if (!texts) return h("div", {});
  const buttons = (entry) => [
    entry.finding.suggestion === null ? null : h("button", { type: "button", onclick: guarded(() => change(draft, "apply", { findings: [entry.number], revision: draft.revision })) }, t("Apply")),
    h("button", { type: "button", onclick: guarded(() => change(draft, "dismiss", { findings: [entry.number], revision: draft.revision })) }, t("Dismiss")),
  ];
  return h("article", { class: "card", tabindex: "-1" },
    h("div", { class: "where" }, [texts.document, texts.id].filter(Boolean).join(" · ")),
    h("div", { class: texts.source && texts.target ? "pair" : "" }, sides(texts, entries)),
    h("ul", { class: "findings" }, entries.map((entry) => line(entry, buttons(entry)))));
}

const drop = h("div", { class: "drop" }, h("label", { for: "file" }, t("A draft: Word, XLIFF, PO, TMX, a table, HTML, text")), chosen,
  h("label", { for: "source" }, t("The document that it translates (optional)")), original);
for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", over);
    if (kind === "drop" && event.dataTransfer.files[0]) check(event.dataTransfer.files[0]);
  });
}
chosen.addEventListener("change", () => chosen.files[0] && check(chosen.files[0]));
area.addEventListener("input", () => sessionStorage.setItem(KEPT, area.value));
area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) pasted(); });
const pasted = () => check(new File([area.value], PASTED));
start("Check", area, h("div", { class: "row" }, h("button", { type: "button", class: "main", onclick: pasted }, t("Check the text")), h("kbd", {}, "Ctrl"), "+", h("kbd", {}, "Enter")), drop, results);
if (state("draft")) show(state("draft")).catch(complain);
