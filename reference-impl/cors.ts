/** Which pages may call: those of any shop, whatever is answered. What the sandbox adds for tests stays with them. */
export function isOpenToPages(path: string): boolean {
  return !/^\/$|^\/(?:_sandbox(?!\/browser\/)|shop)(?:\/|$)/.test(path);
}

/** A browser asks before it sends: whatever it wants to send is let through, and the API says what it thinks of it. */
export function preflightReply(request: Request): Response | undefined {
  const method = request.headers.get("access-control-request-method");
  if (request.method !== "OPTIONS" || method === null) return undefined;
  const asked = request.headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": asked ?? "authorization, content-type",
      "access-control-max-age": "600",
    },
  });
}

/** No cookies: a request is worth what its key or token is worth, so that any page may read the answer. */
export function openToPages(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("access-control-expose-headers", "x-dr-requestid, retry-after");
  return response;
}
