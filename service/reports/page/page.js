"use strict";
(() => {
  const LEVELS = ["error", "warning", "info"];
  const PAGE = 100;       // passages shown at once
  const BINS = 48;        // bars of the map over the document
  const PRINTED = 5000;   // passages that go to a printer
  const data = JSON.parse(document.getElementById("data").textContent);
  // A finding: where it is shown, what it says, and whether the reader has dismissed it.
  const findings = data.findings.map(([passage, rule, level, message, words, suggestion, print, marks, elsewhere], index) =>
    ({ index, passage, rule, level, message, words, suggestion, print, marks, elsewhere, gone: false }));
  const levels = new Set([0, 1, 2]);
  const rules = new Set();
  let file = -1, wanted = "", page = 0, active = -1;
  let groups = [];        // [[passage number, findings], …] after filtering, in the order of the report

  // Everything that is shown goes through here: text becomes text nodes, never markup.
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  // Characters that would hide, or turn the text around them: shown by their number.
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
  function shown(text) {
    const out = [];
    let at = 0;
    for (const found of text.matchAll(CONTROLS)) {
      if (found.index > at) out.push(text.slice(at, found.index));
      const name = "U+" + found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      out.push(make("span", { class: "control" }, name));
      at = found.index + 1;
    }
    if (at < text.length) out.push(text.slice(at));
    return out;
  }

  const isolated = (text) => make("bdi", {}, ...shown(text));
  const number = (value) => value.toLocaleString("en");
  const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

  // --- filters -------------------------------------------------------------------------------------------------
  function matches(finding, without) {
    if (!levels.has(finding.level)) return false;
    if (without !== "rule" && rules.size && !rules.has(finding.rule)) return false;
    if (file >= 0 && data.passages[finding.passage][0] !== file) return false;
    if (!wanted) return true;
    const passage = data.passages[finding.passage];
    return [finding.message, finding.words, finding.suggestion || "", passage[1], ...passage[3].map((side) => side[1])]
      .some((text) => text.toLowerCase().includes(wanted));
  }

  function filter() {
    groups = [];
    const places = new Map();
    for (const finding of findings) {
      if (!matches(finding)) continue;
      if (!places.has(finding.passage)) {
        places.set(finding.passage, groups.length);
        groups.push([finding.passage, []]);
      }
      groups[places.get(finding.passage)][1].push(finding);
    }
    page = 0;
    active = -1;
    draw();
  }

  // --- passages ------------------------------------------------------------------------------------------------
  function segment(side, at, own) {
    const [language, text] = side;
    const marks = own.flatMap((finding) => finding.marks.filter((mark) => mark[0] === at)
      .map(([, start, end, mine]) => ({ start, end, level: mine ? finding.level : 3, words: finding.message })));
    const paragraph = make("p", { lang: language });
    if (!text) {
      paragraph.append(make("span", { class: "none", lang: "en" }, "(empty)"));
      return paragraph;
    }
    // Marks may overlap: the text is cut at every edge, and each piece takes the gravest mark over it.
    const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
    edges.forEach((start, i) => {
      if (marks.some((mark) => mark.start === start && mark.end === start && mark.level < 3)) {
        const gap = marks.find((mark) => mark.start === start && mark.end === start);
        paragraph.append(make("mark", { class: `gap ${LEVELS[gap.level]}`, title: gap.words }));
      }
      const end = edges[i + 1];
      if (end === undefined) return;
      const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
      const pieces = shown(text.slice(start, end));
      if (!over.length) paragraph.append(...pieces);
      else {
        const gravest = over.reduce((a, b) => (b.level < a.level ? b : a));
        paragraph.append(make("mark", { class: LEVELS[gravest.level] || "related", title: gravest.words }, ...pieces));
      }
    });
    return paragraph;
  }

  function line(finding) {
    const said = make("span", { class: "said" }, isolated(finding.message));
    if (finding.suggestion !== null) said.append(" → ", make("ins", {}, finding.suggestion ? isolated(finding.suggestion) : "(nothing)"));
    for (const [path, unit, text] of finding.elsewhere) {
      said.append(make("div", { class: "small where" }, "see ", isolated([path, unit && `unit ${unit}`].filter(Boolean).join(", ")), " ", isolated(text)));
    }
    const item = make("li", { class: "finding", "data-finding": finding.index },
      make("span", { class: `level ${LEVELS[finding.level]}` }, LEVELS[finding.level]), said,
      make("button", { class: "rule", onclick: () => manual(finding.rule) }, data.rules[finding.rule][0]),
      make("button", { class: "dismiss small screen", onclick: () => dismiss([finding], !finding.gone) }));
    return mark(item, finding);
  }

  function mark(item, finding) {
    item.classList.toggle("gone", finding.gone);
    const button = item.querySelector(".dismiss");
    button.textContent = finding.gone ? "Undo" : "Dismiss";
    button.setAttribute("aria-label", `${finding.gone ? "Undo the dismissal of" : "Dismiss"}: ${finding.message}`);
    return item;
  }

  function card(group, at) {
    const [number_, own] = group;
    const [, label, , sides] = data.passages[number_];
    return make("article", { class: "card", tabindex: "-1", "data-at": at, "aria-label": label || "passage" },
      make("div", { class: "where" }, isolated(label)),
      make("div", { class: "pair" }, ...sides.map((side, i) => segment(side, i, own))),
      make("ul", { class: "findings" }, ...own.map(line)));
  }

  function cards(from, to) {
    const out = [];
    let last = -1;
    groups.slice(from, to).forEach((group, i) => {
      const path = data.passages[group[0]][0];
      if (path !== last) out.push(make("h3", {}, isolated(data.files[path])));
      last = path;
      out.push(card(group, from + i));
    });
    return out;
  }

  // --- drawing -------------------------------------------------------------------------------------------------
  const list = make("div", { id: "list" });
  const told = make("span", { class: "told", role: "status" });
  const previous = make("button", { onclick: () => turn(-1) }, "← Previous");
  const next = make("button", { onclick: () => turn(1) }, "Next →");
  const bars = make("div", { class: "bars" });
  const map = make("div", { class: "map" });
  const tray = make("div", { class: "tray", hidden: true });
  const toggles = LEVELS.map((name, level) => make("button", { "aria-pressed": "true", "data-level": name, onclick: () => toggle(levels, level, true) },
    make("span", { class: `level ${name}` }, name), " ", number(data.summary[name])));

  function toggle(set, value, keep) {
    if (set.has(value)) set.delete(value);
    else set.add(value);
    if (keep && !set.size) LEVELS.forEach((_, level) => levels.add(level));
    filter();
  }

  function draw() {
    const total = groups.reduce((sum, group) => sum + group[1].length, 0);
    const pages = Math.max(1, Math.ceil(groups.length / PAGE));
    const from = page * PAGE;
    list.replaceChildren(...cards(from, from + PAGE));
    if (!groups.length) list.append(make("p", {}, findings.length ? "Nothing matches these filters." : "Nothing to mark."));
    told.textContent = `${count(total, "finding")} in ${count(groups.length, "passage")}` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "");
    previous.hidden = next.hidden = pages === 1;
    previous.disabled = page === 0;
    next.disabled = page + 1 >= pages;
    toggles.forEach((button, level) => button.setAttribute("aria-pressed", levels.has(level)));
    charts();
  }

  function stack(counts, most, name) {
    return counts.map((value, level) => value ? make("i", { class: LEVELS[level], style: `${name}:${100 * value / most}%` }) : null).filter(Boolean);
  }

  function charts() {
    const byRule = data.rules.map(() => [0, 0, 0]);
    const byPlace = Array.from({ length: BINS }, () => [0, 0, 0]);
    const first = new Array(BINS).fill(-1);
    for (const finding of findings) {
      if (!matches(finding, "rule")) continue;
      byRule[finding.rule][finding.level] += 1;
    }
    groups.forEach(([passage, own], at) => {
      const bin = Math.min(BINS - 1, Math.floor(data.passages[passage][2] * BINS));
      if (first[bin] < 0) first[bin] = at;
      for (const finding of own) byPlace[bin][finding.level] += 1;
    });
    const sum = (counts) => counts[0] + counts[1] + counts[2];
    const most = Math.max(1, ...byRule.map(sum)), peak = Math.max(1, ...byPlace.map(sum));
    const order = data.rules.map((_, rule) => rule).filter((rule) => sum(byRule[rule]) || rules.has(rule)).sort((a, b) => sum(byRule[b]) - sum(byRule[a]));
    bars.replaceChildren(...order.map((rule) => make("button", { "aria-pressed": String(!rules.size || rules.has(rule)), "data-rule": data.rules[rule][0], onclick: () => toggle(rules, rule) },
      make("span", { class: "name" }, data.rules[rule][0]), make("span", {}, number(sum(byRule[rule]))),
      make("span", { class: "bar" }, ...stack(byRule[rule], most, "width")))));
    map.replaceChildren(...byPlace.map((counts, bin) => make("button", { disabled: !sum(counts), title: sum(counts) ? count(sum(counts), "finding") : null,
      "aria-label": `${count(sum(counts), "finding")} at ${Math.round(100 * bin / BINS)} %`, onclick: () => go(first[bin]) }, ...stack(counts, peak, "height").reverse())));
  }

  // --- moving --------------------------------------------------------------------------------------------------
  function turn(by) {
    page += by;
    active = -1;
    draw();
    scrollTo(0, 0);
  }

  function go(at) {
    if (at < 0 || at >= groups.length) return;
    if (Math.floor(at / PAGE) !== page) {
      page = Math.floor(at / PAGE);
      draw();
    }
    active = at;
    const element = list.querySelector(`[data-at="${at}"]`);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  // --- dismissals ----------------------------------------------------------------------------------------------
  const KEY = "yizhi " + data.signature + " " + data.files.join(" ");
  function dismiss(chosen, gone) {
    for (const finding of chosen) {
      finding.gone = gone;
      const item = list.querySelector(`[data-finding="${finding.index}"]`);
      if (item) mark(item, finding);
    }
    try { localStorage.setItem(KEY, JSON.stringify(findings.filter((finding) => finding.gone).map((finding) => [finding.index, finding.print]))); } catch { /* a private window keeps nothing */ }
    drawTray();
  }

  function remembered() {
    try {
      for (const [index, print] of JSON.parse(localStorage.getItem(KEY) || "[]")) {
        if (findings[index] && findings[index].print === print) findings[index].gone = true;
      }
    } catch { /* nothing kept */ }
  }

  function baseline() {
    const entries = new Map();
    for (const finding of findings.filter((one) => one.gone)) {
      const known = entries.get(finding.print);
      if (known) known.count += 1;
      else {
        const path = data.files[data.passages[finding.passage][0]].split(/[\\/]/).pop();
        entries.set(finding.print, { fingerprint: finding.print, rule: data.rules[finding.rule][0], path, text: finding.words, message: finding.message, count: 1 });
      }
    }
    return JSON.stringify({ version: 1, dismissed: [...entries.values()] }, null, 1) + "\n";
  }

  function drawTray() {
    const gone = findings.filter((finding) => finding.gone);
    tray.hidden = !gone.length;
    tray.replaceChildren(make("span", { class: "told", role: "status" }, `${number(gone.length)} dismissed`),
      make("button", { id: "export", onclick: takeOut }, "Copy out…"),
      make("button", { onclick: () => dismiss(gone, false) }, "Undo all"));
  }

  function takeOut() {
    const area = make("textarea", { readonly: true, "aria-label": "Baseline" });
    area.value = baseline();
    const copied = make("span", { role: "status" });
    async function copy() {
      try { await navigator.clipboard.writeText(area.value); } catch { area.select(); document.execCommand("copy"); }
      copied.textContent = " Copied.";
    }
    function save() {
      const link = make("a", { href: URL.createObjectURL(new Blob([area.value], { type: "application/json" })), download: "yizhi-baseline.json" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
    open("Dismissed findings", make("p", {}, "Save this as a file; ", make("code", {}, "yizhi dismiss --from FILE.json"), " adds it to the baseline, and the findings stay away until their words change."),
      area, make("p", {}, make("button", { onclick: copy }, "Copy"), " ", make("button", { onclick: save }, "Save…"), copied));
  }

  // --- dialogs -------------------------------------------------------------------------------------------------
  const dialog = make("dialog", {});
  function open(title, ...content) {
    dialog.replaceChildren(make("h1", {}, title), ...content, make("p", {}, make("button", { onclick: () => dialog.close() }, "Close")));
    dialog.showModal();
  }
  function manual(rule) {
    open(data.rules[rule][0], make("pre", {}, data.rules[rule][1] || "No manual page."));
  }
  function help() {
    const keys = [["j, k", "next, previous passage"], ["n, p", "next, previous page"], ["d", "dismiss the findings of the passage, or undo"],
      ["1, 2, 3", "show or hide errors, warnings, infos"], ["/", "search"], ["?", "these keys"]];
    open("Keys", make("dl", {}, ...keys.flatMap(([key, what]) => [make("dt", {}, ...key.split(", ").flatMap((one, i) => [i ? " " : "", make("kbd", {}, one)])), make("dd", {}, what)])));
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const start = active < 0 ? page * PAGE : active;
    const actions = {
      j: () => go(active < 0 ? start : active + 1), k: () => go(start - 1), n: () => next.disabled || turn(1), p: () => previous.disabled || turn(-1),
      d: () => active >= 0 && dismiss(groups[active][1], !groups[active][1].every((finding) => finding.gone)),
      "1": () => toggles[0].click(), "2": () => toggles[1].click(), "3": () => toggles[2].click(), "/": () => search.focus(), "?": help,
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  list.addEventListener("focusin", (event) => {
    const found = event.target.closest(".card");
    if (found) active = Number(found.dataset.at);
  });

  // --- the page ------------------------------------------------------------------------------------------------
  let later = 0;
  const search = make("input", { type: "search", placeholder: "Search  ( / )", "aria-label": "Search in texts and messages", oninput: () => {
    clearTimeout(later);
    later = setTimeout(() => { wanted = search.value.trim().toLowerCase(); filter(); }, 120);
  } });
  const files = make("select", { "aria-label": "File", onchange: () => { file = Number(files.value); filter(); } },
    make("option", { value: "-1" }, "all files"), ...data.files.map((path, i) => make("option", { value: i }, path)));
  function theme() {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
  }
  const hidden = data.dismissed ? `, ${number(data.dismissed)} dismissed before` : "";
  const aside = make("aside", { "aria-label": "Filters" },
    make("h2", {}, "Severity"), make("div", { class: "levels" }, ...toggles),
    make("div", { class: "screen" }, make("h2", {}, "Search"), search),
    data.files.length > 1 ? make("div", { class: "screen" }, make("h2", {}, "File"), files) : null,
    // On a narrow screen the charts stand before the findings: folded up at first.
    make("details", { open: !matchMedia("(max-width: 56rem)").matches }, make("summary", {}, "Charts and rules"),
      make("h2", {}, "Over the document"), map, make("div", { class: "scale" }, make("span", {}, "start"), make("span", {}, "end")),
      make("h2", {}, "By rule"), bars));
  document.body.append(
    make("header", { class: "top" }, make("h1", {}, "yizhi"),
      make("span", {}, `${count(findings.length, "finding")} in ${count(data.summary.units, "unit")}${hidden}`), make("span", { class: "space" }),
      make("button", { class: "screen", onclick: theme }, "Light / dark"), make("button", { class: "screen", onclick: help }, "Keys ( ? )")),
    ...(data.notes || []).map(([path, message]) => make("p", {}, isolated(path), ": ", isolated(message))),
    ...data.errors.map(([path, at, message]) => make("p", { class: "problem" }, "Not read: ", isolated(at ? `${path}:${at}` : path), ": ", isolated(message))),
    make("div", { class: "frame" }, aside,
      make("main", {}, make("div", { class: "pages" }, told, previous, next), list,
        make("div", { class: "pages" }, make("span", { class: "told" }), make("button", { onclick: () => scrollTo(0, 0) }, "↑ Top")),
        make("p", { class: "signature" }, data.signature))),
    tray, dialog);

  // On paper everything that the filters let through is shown, not one page of it.
  addEventListener("beforeprint", () => { aside.querySelector("details").open = true; list.replaceChildren(...cards(0, PRINTED), ...(groups.length > PRINTED ? [make("p", {}, `… and ${count(groups.length - PRINTED, "passage")} more; filter to print them.`)] : [])); });
  addEventListener("afterprint", draw);
  remembered();
  filter();
  drawTray();
})();
