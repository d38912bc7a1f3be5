import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

/** A program that a script finds: the one of the machine, or ours, which knows what scripts use of it and no more. */
export type Tool = "machine" | "stand-in" | "none";

/**
 * A folder that is all of a script's PATH: what POSIX has, node, and curl and jq as wanted. Where the machine lacks curl or
 * jq, ours stands in.
 *
 * @returns Its absolute path.
 */
export async function toolFolder(
  folder: string,
  { curl = "machine", jq = "machine" }: { readonly curl?: Tool; readonly jq?: Tool } = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of ["sh", "mktemp", "rm", "cat", "sed", "sleep", "touch"])
    await link(name, folder);
  await symlink(process.execPath, path.join(folder, "node"));
  await put("curl", curl, folder);
  await put("jq", jq, folder);
  return folder;
}

async function put(name: "curl" | "jq", tool: Tool, folder: string): Promise<void> {
  if (tool === "none" || (tool === "machine" && (await link(name, folder)))) return;
  const file = path.join(folder, name);
  await writeFile(file, `#!${process.execPath}\n${standIns[name]}`);
  await chmod(file, 0o755);
}

/** Whether the machine has it. */
async function link(name: string, folder: string): Promise<boolean> {
  try {
    const found = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    await symlink(found, path.join(folder, name));
    return true;
  } catch {
    return false;
  }
}

const standIns = {
  jq: `
const { readFileSync } = require("node:fs");
const [filter, file] = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
const keys = filter.split(/[.[\\]"]+/).filter(Boolean);
const value = keys.reduce((at, key) => at?.[key], JSON.parse(readFileSync(file, "utf8")));
if (value === undefined || value === null) { console.log("null"); process.exit(1); }
console.log(typeof value === "string" ? value : JSON.stringify(value, null, 2));
`,
  curl: `
const { readFileSync, writeFileSync } = require("node:fs");
const http = require("node:http");
const args = process.argv.slice(2);
const asked = { method: undefined, headers: {}, body: undefined, url: undefined, out: undefined, say: "" };
const options = {
  "-X": (value) => { asked.method = value; },
  "-H": (value) => {
    const [, name, sign, rest] = /^([^:;]+)([:;]) ?(.*)$/.exec(value);
    if (sign === ":" && rest === "") delete asked.headers[name];
    else asked.headers[name] = rest;
  },
  "--data-raw": (value) => { asked.body = value; },
  "-o": (value) => { asked.out = value; },
  "-w": (value) => { asked.say = value; },
  "-m": (value) => { asked.seconds = Number(value); },
};
const unquoted = (text) => text.replaceAll(/\\\\(.)/g, (_, sign) => ({ n: "\\n", r: "\\r", t: "\\t", v: "\\v" })[sign] ?? sign);
const flags = { header: "-H", "data-raw": "--data-raw" };
const readConfig = () => {
  for (const line of readFileSync(0, "utf8").split("\\n").filter(Boolean)) {
    const [, option, text] = /^([a-z-]+) = "(.*)"$/.exec(line);
    if (option === "url") asked.url = unquoted(text);
    else options[flags[option]](unquoted(text));
  }
};
for (let at = 0; at < args.length; at += 1) {
  if (args[at] === "-sS" || args[at] === "--globoff") continue;
  if (args[at] === "--config") { at += 1; readConfig(); }
  else if (args[at] === "--head") asked.method = "HEAD";
  else if (Object.hasOwn(options, args[at])) options[args[at]](args[(at += 1)]);
  else if (!args[at].startsWith("-") && asked.url === undefined) asked.url = args[at];
  else { console.error("curl: option " + args[at] + ": is unknown"); process.exit(2); }
}
const length = asked.body === undefined ? {} : { "content-length": Buffer.byteLength(asked.body) };
const request = http.request(asked.url, { method: asked.method ?? "GET", headers: { ...length, ...asked.headers } });
if (asked.seconds) setTimeout(() => process.exit(28), asked.seconds * 1000).unref();
request.on("error", (error) => { console.error("curl: " + error.message); process.exit(7); });
request.on("response", (response) => {
  const chunks = [];
  response.on("data", (chunk) => chunks.push(chunk));
  response.on("end", () => {
    writeFileSync(asked.out, Buffer.concat(chunks));
    process.stdout.write(asked.say.replace("%{http_code}", response.statusCode).replaceAll("\\\\n", "\\n"), () => process.exit(0));
  });
});
request.end(asked.body);
`,
} as const;
