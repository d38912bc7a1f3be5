/**
 * JSON text indented for a reader, every token as it was sent: numbers keep their digits, keys their order and their
 * repetitions. Text that is not JSON comes back as it is.
 */
export function formatJson(text: string): string {
  if (!isJson(text)) return text;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  return tokens
    .map((token, i) => {
      const before = tokens[i - 1] ?? "";
      if (closes(token)) depth -= 1;
      const broken = closes(token) ? !opens(before) : opens(before) || before === ",";
      const lead = broken ? `\n${"  ".repeat(depth)}` : before === ":" ? " " : "";
      if (opens(token)) depth += 1;
      return lead + token;
    })
    .join("");
}

const opens = (token: string): boolean => token === "{" || token === "[";

const closes = (token: string): boolean => token === "}" || token === "]";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
