// The server's own interface. The token comes in the fragment of the address that `yizhi serve` printed, and stays in this tab.

const KEPT = "yizhi-token";
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem(KEPT, given);
  history.replaceState(null, "", location.pathname + location.search);
}

export class Refused extends Error {
  constructor(status, message, hint) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

async function call(path, options = {}) {
  const token = sessionStorage.getItem(KEPT);
  const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, "The server does not answer", "is yizhi serve still running?");
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.error?.message ?? answer.statusText, problem.error?.hint);
}

const query = (fields) => new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined)).toString();

export const get = async (path, fields = {}, signal = undefined) => (await call(`${path}?${query(fields)}`, { signal })).json();

export const post = async (path, fields = {}, signal = undefined) =>
  (await call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(fields), signal })).json();

export const sendFile = async (file, fields = {}) =>
  (await call(`/drafts?${query({ name: file.name, ...fields })}`, { method: "PUT", body: file })).json();

export const text = async (path) => (await call(path)).text();

// A file that the server makes, taken into the downloads.
export async function download(path, fields = null, name = "") {
  const answer = await call(path, fields === null ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(fields) });
  const disposition = answer.headers.get("Content-Disposition") ?? "";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name || decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? "yizhi");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Only the newest of several questions is answered: for what is asked while somebody types.
export function latest(ask) {
  let running = null;
  return async (...values) => {
    running?.abort();
    const own = running = new AbortController();
    try {
      return await ask(...values, own.signal);
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    }
  };
}
