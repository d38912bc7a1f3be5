/** The methods that each path takes. */
export function methodsByPath(
  routes: readonly (readonly [method: string, path: string, ...unknown[]])[],
): ReadonlyMap<string, readonly string[]> {
  const paths = new Set(routes.map(([, path]) => path));
  return new Map(
    [...paths].map((path) => [
      path,
      routes.flatMap(([method, of]) => (of === path ? [method] : [])),
    ]),
  );
}

/** A refusal of a method names those that are taken (RFC 9110, 15.5.6). Any other answer stays as it is. */
export function naming(methods: readonly string[], response: Response): Response {
  if (response.status === 405) response.headers.set("allow", methods.join(", "));
  return response;
}
