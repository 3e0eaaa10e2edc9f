// What all pages have: navigation, language, light and dark, one line for what goes wrong.
import { h } from "./dom.js";
import { chinese, t } from "./words.js";

const PAGES = [["/", "Look up"], ["/concordance", "Concordance"], ["/check", "Check"], ["/pair", "Side by side"], ["/review", "Review"], ["/align", "Align"]];
const THEME = "yizhi-theme";

function theme() {
  const root = document.documentElement;
  const dark = (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem(THEME, root.dataset.theme);
}

export const said = h("p", { class: "said", role: "status", "aria-live": "polite" });

export function say(text = "", wrong = false) {
  said.textContent = text;
  said.classList.toggle("wrong", wrong);
}

export function complain(error) {
  say(error.status === 401 ? t("This needs the token: open the address that `yizhi serve` printed.") : `${t(error.message)}${error.hint ? ` — ${t(error.hint)}` : ""}`, true);
}

// Whatever goes wrong in `work` is said; nothing is lost by it.
export const guarded = (work) => async (...values) => {
  try {
    return await work(...values);
  } catch (error) {
    complain(error);
    if (!("status" in error)) console.error(error);
    return undefined;
  }
};

export function start(title, ...content) {
  const stored = localStorage.getItem(THEME);
  if (stored) document.documentElement.dataset.theme = stored;
  document.documentElement.lang = chinese() ? "zh-Hans" : "en";
  document.title = `${t(title)} – yizhi 一致`;
  const here = location.pathname;
  const other = h("button", { type: "button", onclick: () => { localStorage.setItem("yizhi-language", chinese() ? "en" : "zh"); location.reload(); }, lang: chinese() ? "en" : "zh-Hans" }, chinese() ? "English" : "中文");
  document.body.replaceChildren(
    h("a", { class: "skip", href: "#main" }, t("To the content")),
    h("header", {}, h("strong", {}, "yizhi 一致"),
      h("nav", { "aria-label": t("Pages") }, PAGES.map(([path, name]) => h("a", { href: path, "aria-current": path === here ? "page" : null }, t(name)))),
      h("span", { class: "tools" }, other, h("button", { type: "button", onclick: theme }, t("Light / dark")))),
    h("main", { id: "main" }, h("h1", {}, t(title)), said, ...content));
}

// Every state is an address: fields of the query, written while one works.
export const state = (name, other = "") => new URLSearchParams(location.search).get(name) ?? other;

export function keep(fields) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(fields)) value === "" || value === false ? query.delete(name) : query.set(name, String(value));
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
}
