import { oneLine, shorten } from "../../text/sanitize.ts";

/** Prose from outside: one line, nothing in it is markup, a mention, a link that nobody wrote as one, or a table border. */
export function text(value: string): string {
  return oneLine(value)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~#$]/g, (sign) => `\\${sign}`)
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//")
    .replaceAll(/www\./gi, (host) => `${host.slice(0, 3)}&#46;`);
}

/** A value as a code span: its fence is longer than any run of backticks in it. */
export function code(value: string): string {
  const shown = shorten(oneLine(value), 300);
  if (shown.trim() === "") return "(nothing)";
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A code span in a table, where a bar must be escaped even in code. */
export const cell = (value: string): string => code(value).replaceAll("|", "\\|");

/** A link, where the URL can be one. */
export function link(label: string, url: string): string {
  if (!/^https?:\/\/[^\s<>]+$/.test(url)) return text(label);
  return `[${text(label)}](<${url}>)`;
}
