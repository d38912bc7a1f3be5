/** Whether the request asks for all that is known of payment options (fields and expand query parameters). */
export function isExpanded(query: URLSearchParams): boolean {
  const asked = (query.get("expand") ?? "").split(",").map((path) => path.trim().toLowerCase());
  return asked.some((path) => path === "all" || path.startsWith("paymentoption"));
}

/** The answer reduced to `fields`: dotted paths, from within the wrapper or from it. `expand=all` wins over it. */
export function reduced(query: URLSearchParams, body: object): object {
  const fields = query.get("fields");
  if (fields === null || query.get("expand") === "all") return body;
  const paths = fields.split(",").map((path) => path.trim().split("."));
  return Object.fromEntries(
    Object.entries(body).map(([wrapper, inner]) => {
      const within = paths.map((path) => (path[0] === wrapper ? path.slice(1) : path));
      return [wrapper, pick(inner, within)];
    }),
  );
}

function pick(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, paths));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (alwaysShown.has(name)) return [[name, member]];
      const below = paths.filter((path) => path[0] === name).map((path) => path.slice(1));
      return below.length === 0 ? [] : [[name, pick(member, below)]];
    }),
  );
}

/** What every answer carries, whatever it is reduced to. */
const alwaysShown: ReadonlySet<string> = new Set(["id", "uri", "order"]);
