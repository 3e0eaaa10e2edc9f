// Elements from plain values: text is always text, so that nothing of a draft is ever markup.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Offsets of the server count characters, those of a script UTF-16 units.
const WIDE = /[\ud800-\udbff]/;

export function slice(text, start, end) {
  return WIDE.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

export function length(text) {
  return WIDE.test(text) ? Array.from(text).length : text.length;
}

// A text with spans marked: [{start, end, class, title}]. Spans that overlap one before them are cut.
export function marked(text, spans) {
  const pieces = [];
  let done = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(span.start, done);
    if (span.end < start) continue;
    pieces.push(slice(text, done, start));
    pieces.push(h("mark", { class: span.class, title: span.title, "data-finding": span.id }, slice(text, start, span.end) || "\u200b"));
    done = span.end;
  }
  return [...pieces, slice(text, done, length(text))];
}

export function language(tag) {
  return (tag || "").toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}

// Long lists: blocks of rows that are built when they come near the window and taken away when they are far.
export function longList(count, block, row) {
  const list = h("div", { class: "long" });
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !target.firstChild) fill(target);
      else if (!isIntersecting && target.firstChild) {
        target.style.minHeight = `${target.offsetHeight}px`;
        if (!target.contains(document.activeElement)) target.replaceChildren();
      }
    }
  }, { rootMargin: "1200px 0px" });
  async function fill(target) {
    const start = Number(target.dataset.start);
    target.replaceChildren(...await Promise.all(Array.from({ length: Math.min(block, count - start) }, (_, i) => row(start + i))));
  }
  for (let start = 0; start < count; start += block) {
    const piece = h("div", { "data-start": String(start), class: "block" });
    piece.style.minHeight = `${Math.min(block, count - start) * 44}px`;
    list.append(piece);
    observer.observe(piece);
  }
  list.show = async (index) => {
    const piece = list.children[Math.floor(index / block)];
    if (!piece) return null;
    await fill(piece);
    const element = piece.children[index % block];
    element?.scrollIntoView({ block: "center" });
    return element;
  };
  list.refresh = () => { for (const piece of list.children) if (piece.firstChild) fill(piece); };
  return list;
}
