import { describe, expect, it } from "vitest";
import { judge } from "../judge/judge.ts";
import { createPlan } from "../plan/plan.ts";
import { driverAt, openJournal, outcomes } from "../testing/drive.ts";
import { must } from "../testing/must.ts";
import { serve } from "../testing/server.ts";
import { loadSuite, specs } from "../testing/suite.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import { executePlan } from "../execute/execute-plan.ts";
import type { Transcript } from "../journal/transcript.ts";

const text = `case: keep-tokens
title: A shopper signs in and reads with the token
profile: digital-river/core
steps:
  - id: sign-in
    call: POST /tokens
    take: { token: $.ticket, secret: $.client_secret }
  - id: read
    call: GET /shelf/{secret}
    as: nobody
    headers: { authorization: "Bearer {token}" }
  - id: other
    call: POST /tokens
    take: { newToken: $.ticket }
checks:
  - { id: it-is-known, must: DR-BOOK-1, on: read, expect: { body: { seen: "Bearer {token}" } } }
  - { id: it-is-not-the-other, must: DR-BOOK-1, on: other, expect: { body: { ticket: { not: "{token}" } } } }
`;

/** Signs in with tokens of its own; reading shows the header that came. */
async function driveTokens() {
  const server = await serve(({ method, headers }, before) =>
    method === "POST"
      ? { body: { ticket: `tick+et/${before}=`, client_secret: `secret-${before}-of-client` } }
      : {
          headers: { "x-seen": String(headers.authorization) },
          body: { seen: headers.authorization },
        },
  );
  const library = must(await loadSuite({ "case.yaml": text }));
  const { journal, lines } = await openJournal();
  const driver = driverAt(server.url);
  const plan = must(
    createPlan({ library, specs, target: driver.target, selection: wholeSuite, seed: 7 }),
  );
  const transcripts: Transcript[] = [];
  const { fixtures } = library;
  const input = { plan, driver, fixtures, journal, concurrency: 1, runId: "0123-4567-89ab-cdef" };
  await executePlan(input, (_planned, transcript) => void transcripts.push(transcript));
  const [one] = library.cases;
  const [transcript] = transcripts;
  if (one === undefined || transcript === undefined) throw new Error("nothing was driven");
  return { server, lines, verdicts: judge(one, transcript, specs.schemas) };
}

describe("a token that the server issues", () => {
  it("is sent as it is, and the journal holds what stands in for it, everywhere", async () => {
    const { server, lines } = await driveTokens();
    expect(server.requests[1]).toMatchObject({
      path: "/shelf/secret-0-of-client",
      headers: { authorization: "Bearer tick+et/0=" },
    });
    const journal = JSON.stringify(lines());
    expect(journal).not.toMatch(/tick\+|secret-\d/);
    const read = lines().find((line) => line["name"] === "read");
    expect(read).toMatchObject({
      exchange: {
        request: {
          url: `${server.url}/shelf/concealed-hw0123456789x0-1`,
          headers: { authorization: "Bearer concealed-hw0123456789x0-2" },
        },
        reply: { headers: { "x-seen": "Bearer concealed-hw0123456789x0-2" } },
      },
    });
  });

  it("is judged by its stand-in: equal tokens stay equal, others are others", async () => {
    const { verdicts } = await driveTokens();
    expect(outcomes(verdicts)).toEqual({
      "it-is-known": "passed",
      "it-is-not-the-other": "passed",
    });
  });
});
