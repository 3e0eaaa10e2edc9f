// Starts `yizhi lsp` and leaves everything else to it.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["plaintext", "markdown", "html", "xml", "xliff", "po", "tsv", "csv"];
const SCHEMES = ["file", "untitled"];

/** @type {LanguageClient | undefined} */
let client;

/** Starts the server; the editor calls this when a draft is opened. */
async function activate() {
  const [command, ...args] = workspace.getConfiguration("yizhi").get("command", ["yizhi", "lsp"]);
  client = new LanguageClient(
    "yizhi",
    "yizhi 一致",
    { command, args },
    { documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))) },
  );
  await client.start();
}

/** Ends the server with the editor. */
async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
