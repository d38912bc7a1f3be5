import type { Answered, Exchange, Silent } from "../http/types.ts";

/** An exchange with this reply; a body that is no text is sent as JSON. */
export function answered(
  status: number,
  body: unknown = "",
  headers: Readonly<Record<string, string>> = {},
): Exchange {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return exchange({ kind: "answered", status, headers: { ...headers }, body: text });
}

export function silent(reason: Silent["reason"] = "reset"): Exchange {
  return exchange({ kind: "silent", reason, message: "the connection was reset" });
}

function exchange(reply: Answered | Silent): Exchange {
  return {
    request: { method: "GET", url: "http://shop.example/books/1", headers: {} },
    sentAt: "2026-01-01T00:00:00.000Z",
    durationMs: 1,
    reply,
  };
}
