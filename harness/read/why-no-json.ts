import { deepestJson } from "./json.ts";

/**
 * Why a text is no JSON, in a few words: cut, followed by more, of another kind, or wrong at a sign. For texts that a JSON
 * reader refused; of those that it takes nothing true is said.
 *
 * @param type The Content-Type under which it came.
 */
export function whyNoJson(text: string, type = ""): string {
  const start = text.trimStart();
  if (start === "") return "nothing but white space";
  if (text.slice(0, 4).includes("\0")) return "no JSON (UTF-16 or UTF-32, and no charset says so)";
  if (/json/i.test(type) && /^<[^>]*>\s*\S/.test(start)) {
    const isHtml = /^<(?:!doctype\s+html|html|head|body)\b/i.test(start);
    return `${isHtml ? "HTML" : "XML or HTML"}, though its Content-Type says JSON`;
  }
  const fault = firstFault(text);
  switch (fault.kind) {
    case "cut":
      return `cut JSON (it ends after ${text.length} characters, before its end)`;
    case "more":
      return `JSON and more behind it (at character ${fault.at})`;
    case "deep":
      return `no JSON that is read (more than ${deepestJson} levels)`;
    case "sign":
      return fault.at === text.length - start.length
        ? "no JSON"
        : `no JSON (wrong at character ${fault.at})`;
  }
}

interface Fault {
  /** cut: the text ends within it. more: something follows it. deep: it nests too deeply. sign: a wrong one. */
  readonly kind: "cut" | "more" | "deep" | "sign";
  readonly at: number;
}

/** What may come next, behind white space. */
type Due = "value" | "first item" | "first key" | "key" | "colon" | "comma" | "nothing";

function firstFault(text: string): Fault {
  const open: string[] = [];
  let due: Due = "value";
  const closed = (): Due => (open.length === 0 ? "nothing" : "comma");
  for (let at = 0; ;) {
    at = behindSpace(text, at);
    const sign = text[at];
    if (sign === undefined) return { kind: "cut", at };
    if (due === "nothing") return { kind: "more", at };
    const mayClose = due === "comma" || (due === "first item" ? "[" : "{") === open.at(-1);
    if ((sign === "]" || sign === "}") && mayClose && due !== "key" && due !== "value") {
      if (due === "colon" || open.pop() !== (sign === "]" ? "[" : "{")) return { kind: "sign", at };
      due = closed();
      at += 1;
    } else if (due === "comma" || due === "colon") {
      if (sign !== (due === "comma" ? "," : ":")) return { kind: "sign", at };
      due = due === "comma" && open.at(-1) === "{" ? "key" : "value";
      at += 1;
    } else if (due === "first key" || due === "key") {
      const end = sign === '"' ? endOfText(text, at) : ({ fault: "sign", at } as const);
      if (typeof end !== "number") return { kind: end.fault, at: end.at };
      [at, due] = [end, "colon"];
    } else if (sign === "[" || sign === "{") {
      if (open.length === deepestJson) return { kind: "deep", at };
      open.push(sign);
      due = sign === "[" ? "first item" : "first key";
      at += 1;
    } else {
      const end = sign === '"' ? endOfText(text, at) : endOfWord(text, at);
      if (typeof end !== "number") return { kind: end.fault, at: end.at };
      [at, due] = [end, closed()];
    }
  }
}

type End = number | { readonly fault: "cut" | "sign"; readonly at: number };

function behindSpace(text: string, start: number): number {
  let at = start;
  while (" \t\r\n".includes(text[at] ?? "x")) at += 1;
  return at;
}

/** Behind a string that opens at `start`. */
function endOfText(text: string, start: number): End {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return { fault: "sign", at };
    if (code !== 0x5c) continue;
    const escape = /^\\(?:["\\/bfnrt]|u[0-9a-f]{4})/i.exec(text.slice(at, at + 6));
    const isBegun = /^\\(?:u[0-9a-f]{0,3})?$/i.test(text.slice(at, at + 6));
    if (escape === null) return { fault: isBegun ? "cut" : "sign", at };
    at += escape[0].length - 1;
  }
  return { fault: "cut", at: text.length };
}

const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?|true|false|null/iy;

/** Behind a number, true, false or null. */
function endOfWord(text: string, start: number): End {
  word.lastIndex = start;
  if (word.test(text) && !/[\w.+-]/.test(text[word.lastIndex] ?? "")) return word.lastIndex;
  const rest = text.slice(start, start + 6);
  const begun = ["true", "false", "null"].some((whole) => whole.startsWith(rest));
  return {
    fault:
      begun ||
      /^-?(?:(?:0|[1-9]\d*)(?:\.|(?:\.\d+)?e[-+]?)?)?$/i.test(text.slice(start, start + 400))
        ? "cut"
        : "sign",
    at: start,
  };
}
