import { readFile } from "node:fs/promises";
import { join } from "node:path";

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** A bundle of the build; a shop of any origin may load it. */
export async function asset(
  folder: string | undefined,
  name: string,
  prelude = "",
): Promise<Response> {
  if (folder === undefined) return missing(name);
  try {
    const headers = {
      "content-type": types[name.split(".").at(-1) ?? ""] ?? "text/plain",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    };
    return new Response(prelude + (await readFile(join(folder, name), "utf8")), { headers });
  } catch {
    return missing(name);
  }
}

function missing(name: string): Response {
  return new Response(`${name} was not built; \`npm run build\` builds it.\n`, { status: 404 });
}
