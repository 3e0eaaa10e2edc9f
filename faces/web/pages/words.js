// The words of the pages in Chinese; the server knows what rules say.
import { get } from "./api.js";

const WORDS = {
  "Look up": "查词", Concordance: "语境", Check: "检查", "Side by side": "对照", Review: "审定", Align: "对齐", Pages: "页面", "To the content": "跳到正文", "Light / dark": "明 / 暗",
  Term: "术语", "A term in either language, or a part of one; * and ? stand for anything": "任一语言的术语或其一部分；* 和 ? 代表任意字符", Copy: "复制", Copied: "已复制", "Where it was used": "用在哪里",
  "Nothing is known by that name.": "没有这个名称。", "Propose it": "提出建议", preferred: "首选", admitted: "许用", deprecated: "不用", forbidden: "禁用", proposed: "待定", "short form": "简称", abbreviation: "缩写", variant: "异写",
  name: "名称", term: "术语", context: "视语境", variants: "写法不同", part: "部分", near: "相近", concept: "个概念", unit: "个单元", finding: "处提示", proposal: "个建议", pair: "对",
  "A word, a phrase, a single Han character": "词、短语或单个汉字", "all forms of its concept": "该概念的所有写法", "at most": "最多",
  "Text to check": "要检查的文字", "Paste a text in Chinese or English …": "粘贴中文或英文……", "A draft": "稿件", "The document that it translates": "所译的原文", "Sending …": "正在发送……", Checking: "正在检查",
  "Nothing to mark.": "没有要标的地方。", Rule: "规则", "all rules": "全部规则", "dismissed before": "处以前已忽略", "Apply what is safe": "采用全部安全的建议", Download: "下载稿件", change: "次改动", "nothing to take back": "没有可撤销的改动", "With comments": "带批注", "Not read": "没有读到", Apply: "采用", Dismiss: "忽略",
  "A draft: Word, XLIFF, PO, TMX, a table, HTML, text": "稿件：Word、XLIFF、PO、TMX、表格、HTML、纯文本", "The document that it translates (optional)": "所译的原文（可不选）", "Check the text": "检查文字",
  error: "错误", warning: "警告", info: "提示", "(nothing)": "（无）", Close: "关闭", "No draft is here yet.": "还没有稿件。", "Send one": "发送稿件", Draft: "稿件", "Previous finding": "上一处", "Next finding": "下一处",
  decided: "个已决定", "Nothing waits for a decision.": "没有待定的建议。", "Merge into the concept": "并入概念", "id of a concept": "概念编号", Accept: "认可", Reject: "拒绝", Merge: "合并", Undo: "撤销", "next, previous": "下一个、上一个",
  zh: "中文", en: "英文", reference: "出处", note: "说明", Proposed: "已提出", "Propose a term": "提出新术语", Propose: "提出",
  "Source text": "原文", "Its translation": "译文", "Aligning …": "正在对齐……", fixed: "已定", "Merge with next": "与下一对合并", Split: "拆分", "Shift source": "原文后移", "Shift translation": "译文后移", Unlink: "拆开", "to look at": "对要看",
  "least certain first": "最不确定的在前", "Align the rest anew": "其余重新对齐", "Into the memory": "存入记忆库", "Name of the document": "文件名称", "aligned in the browser": "网页对齐", "in the memory": "个单元在记忆库中",
  "This needs the token: open the address that `yizhi serve` printed.": "需要令牌：请打开 `yizhi serve` 显示的地址。", "The server does not answer": "服务器没有回应", "is yizhi serve still running?": "yizhi serve 还在运行吗？",
  "no draft of that id": "没有这份稿件", "send it again": "请重新发送", "the findings have changed": "提示已有变动", "get them again": "请重新获取",
};

export const chinese = () => (localStorage.getItem("yizhi-language") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en")) === "zh";

export const t = (words) => chinese() ? WORDS[words] ?? words : words;

// Parts of one line of what is said.
export const parts = (...said) => said.join(chinese() ? "，" : ", ");

export const count = (number, noun) => chinese() ? `${number.toLocaleString("zh")} ${t(noun)}` : `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// What rules say is matched against the templates of the server's catalogue, parts in turn, as `service/catalogue.py` does.
let templates = null;

export async function loadMessages() {
  if (!chinese() || templates) return;
  const { messages } = await get("/messages", { language: "zh" });
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  templates = messages.map(([template, translation]) => {
    const seen = new Set();
    const pattern = template.split(/(\{[0-9]\})/).map((piece) => {
      if (!/^\{[0-9]\}$/.test(piece)) return escaped(piece);
      const again = seen.has(piece);
      seen.add(piece);
      return again ? `\\k<p${piece[1]}>` : `(?<p${piece[1]}>.*?)`;
    }).join("");
    return [new RegExp(`^${pattern}$`, "s"), translation];
  });
}

export function message(text, depth = 4) {
  if (!templates || !depth) return text;
  for (const [pattern, translation] of templates) {
    const match = pattern.exec(text);
    if (match) return translation.replace(/\{([0-9])\}/g, (_, hole) => message(match.groups?.[`p${hole}`] ?? "", depth - 1));
  }
  return text;
}
