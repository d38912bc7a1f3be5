import { describe, expect, it } from "vitest";
import type { Exchange, HttpRequest } from "../http/types.ts";
import { createBreaker } from "./breaker.ts";

const request: HttpRequest = { method: "GET", url: "http://target.example/", headers: {} };
const answer = { kind: "answered", status: 500, headers: {}, body: "" } as const;
const silence = { kind: "silent", reason: "timeout", message: "no response in time" } as const;

/** What a breaker with a patience of 3 says after these replies. */
async function after(replies: readonly Exchange["reply"][]): Promise<string | undefined> {
  const left = [...replies];
  const breaker = createBreaker(
    () => Promise.resolve({ request, sentAt: "", durationMs: 1, reply: left.shift() ?? silence }),
    3,
  );
  for (const _ of replies) await breaker.send(request);
  return breaker.whyOpen();
}

describe("the breaker", () => {
  it.each([
    { name: "is closed before anything was sent", replies: [] },
    { name: "is closed while it has patience", replies: [silence, silence] },
    { name: "stays closed when the last chance was answered", replies: [silence, silence, answer] },
    {
      name: "stays closed for good after one answer, even an error",
      replies: [answer, silence, silence, silence, silence],
    },
    {
      name: "closes again when an answer comes late",
      replies: [silence, silence, silence, answer, silence],
    },
  ])("$name", async ({ replies }) => {
    expect(await after(replies)).toBeUndefined();
  });

  it("opens when none of the first requests was answered, and says so", async () => {
    expect(await after([silence, silence, silence, silence])).toBe(
      "the target answered none of the first 3 requests, no response in time; the rest was not tried",
    );
  });
});
