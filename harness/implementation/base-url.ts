import type { Problem } from "../problem.ts";

/** Whether the text is an http(s) URL without credentials, query or fragment. */
export function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return bare && (url.protocol === "http:" || url.protocol === "https:");
}

/** What to tell a user who gave none. */
export const noBaseUrl = (text: string): Problem => ({
  code: "URL",
  message: `"${text}" is no base URL`,
  hint: "http or https, host, port and path only: http://127.0.0.1:8080",
});
