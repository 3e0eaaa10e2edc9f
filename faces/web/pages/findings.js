// Findings and the texts that they stand on: what the pages for checking share.
import { get } from "./api.js";
import { h, language, marked } from "./dom.js";
import { guarded } from "./shell.js";
import { message, t } from "./words.js";

export const LEVELS = ["error", "warning", "info"];

// Which unit a finding stands on, and where in its text. In a draft of one language findings count in the whole text.
export function placed(findings, units) {
  const byUnit = new Map();
  const starts = units.map((unit) => unit.source?.start ?? 0);
  findings.forEach((finding, number) => {
    let index = finding.unit_index, start = finding.start, end = finding.end, side = finding.side;
    if (side === null) {
      index = upper(starts, start) - 1;
      const base = starts[Math.max(index, 0)] ?? 0;
      [start, end, side] = [start - base, end - base, "source"];
    }
    const entry = { finding, number, index, start, end, side };
    byUnit.set(index, [...(byUnit.get(index) ?? []), entry]);
  });
  return byUnit;
}

export async function unitsOf(id, total) {
  const every = [];
  while (every.length < total) every.push(...(await get(`/drafts/${id}/units`, { start: every.length, limit: 2000 })).units);
  return every;
}

function upper(values, wanted) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle + 1; else high = middle;
  }
  return low;
}

export function sides(unit, entries) {
  return ["source", "target"].filter((side) => unit[side]).map((side) => {
    const spans = entries.flatMap(({ finding, number, start, end, side: own }) => [
      ...(own === side ? [{ start, end, class: finding.severity, title: message(finding.message), id: String(number) }] : []),
      ...finding.related.filter((item) => item.side === side && item.unit_index === undefined && own !== side).map((item) => ({ start: item.start, end: item.end, class: "related" })),
    ]);
    return h("p", { lang: language(unit[side].language) }, marked(unit[side].text, spans));
  });
}

export function line(entry, ...buttons) {
  const { finding } = entry;
  return h("li", {},
    h("span", { class: `level ${finding.severity}` }, t(finding.severity)),
    h("span", { class: "message" }, message(finding.message), finding.suggestion === null ? null : [" → ", h("ins", {}, finding.suggestion || t("(nothing)"))]),
    h("button", { type: "button", class: "tag", onclick: guarded(() => manual(finding.rule)) }, finding.rule), buttons);
}

export async function manual(name) {
  const { rules: [rule] } = await get(`/rules/${encodeURIComponent(name)}`);
  const dialog = h("dialog", { "aria-label": name }, h("h2", {}, name), h("pre", {}, rule.manual ?? rule.page ?? ""),
    h("form", { method: "dialog" }, h("button", {}, t("Close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// Buttons that show and hide severities; information is folded until it is asked for.
export function filters(counts, shown, changed) {
  return LEVELS.map((level) => h("button", {
    type: "button", "aria-pressed": String(shown.has(level)),
    onclick: (event) => {
      shown.has(level) ? shown.delete(level) : shown.add(level);
      event.currentTarget.setAttribute("aria-pressed", String(shown.has(level)));
      changed();
    },
  }, h("span", { class: `level ${level}` }, t(level)), ` ${counts[level] ?? 0}`));
}
