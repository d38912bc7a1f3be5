import type { Freedoms } from "./freedoms.ts";
import { fixed, isMoney, type Money } from "./money.ts";

/** JSON as this server writes it; `spared` leaves out the members that nobody documents. */
export function writeJson(value: unknown, freedoms: Freedoms, spared: boolean): string {
  const indent = freedoms["pretty-json"] ? 3 : 0;
  const text = write(value, freedoms, spared);
  return indent === 0 ? text : `${reindent(text)}\n`;
}

function write(value: unknown, freedoms: Freedoms, spared: boolean): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => write(item, freedoms, spared)).join(",")}]`;
  }
  if (isMoney(value)) return writeMoney(value, freedoms);
  const members = Object.entries(value)
    .filter(([, member]) => isWritten(member, freedoms))
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member, freedoms, spared)}`);
  if (freedoms["extra-members"] && !spared) members.push(...undocumented);
  return `{${(freedoms["other-key-order"] ? members.toReversed() : members).join(",")}}`;
}

const undocumented = ['"x-note":"nobody documents this"', '"zz_links":[{"rel":"self","count":0}]'];

function writeMoney(amount: Money, freedoms: Freedoms): string {
  const text = freedoms["fixed-decimals"] ? fixed(amount) : String(Number(fixed(amount)));
  return freedoms["amounts-as-text"] ? `"${text}"` : text;
}

function isWritten(member: unknown, freedoms: Freedoms): boolean {
  if (member === undefined) return freedoms["null-members"];
  return !(freedoms["absent-lists"] && Array.isArray(member) && member.length === 0);
}

/** Line breaks and indents outside of strings; numbers stay as they were written. */
function reindent(text: string): string {
  let depth = 0;
  const line = () => `\n${"   ".repeat(depth)}`;
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => {
    if (token === "{" || token === "[") return ((depth += 1), `${token}${line()}`);
    if (token === "}" || token === "]") return ((depth -= 1), `${line()}${token}`);
    if (token === ",") return `,${line()}`;
    return token === ":" ? " : " : token;
  });
}
