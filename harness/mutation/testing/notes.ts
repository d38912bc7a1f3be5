import { onTestFinished } from "vitest";
import { type Answer, type Received, serve } from "../../testing/server.ts";
import { workspaceOf } from "../../testing/suite.ts";
import { targetAt } from "../../testing/target.ts";
import type { Target } from "../../implementation/types.ts";
import type { HealthyRun } from "../healthy-run.ts";
import { takeHealthyRun } from "../healthy-run.ts";
import { createCaseRuns, type Material, type CaseRuns } from "../case-run.ts";

/** What a defect of the notes server replaces: the answer to what a defectless one answers. */
type Defect = (request: Received, answer: Answer) => Answer;

/** Defects by name, as a catalogue would list them. */
export const defects: Readonly<Record<string, Defect>> = {
  "note-is-empty": when("GET /notes/", 200, (answer) => withBody(answer, { text: "" })),
  "removal-answers-200": when("DELETE", 204, () => ({ status: 200, body: { done: true } })),
  "removal-wrong-code": when("DELETE", 409, (answer) =>
    withBody(answer, { errors: [{ code: "other", message: "The note is gone." }] }),
  ),
  "removal-wrong-words": when("DELETE", 409, (answer) =>
    withBody(answer, { errors: [{ code: "note_gone", message: "No." }] }),
  ),
  "nobody-notices": (_, answer) => answer,
};

/** A world in which suites about notes are proved: a sandbox with accounts, over one pool of connections. */
export interface World {
  readonly material: Material;
  readonly sandbox: Target;
  readonly trials: CaseRuns;
  readonly baseline: HealthyRun;
}

/** The server, the cases compiled, and their baseline; all of it is gone when the test is over. */
export async function worldOf(...cases: readonly string[]): Promise<World> {
  const files = Object.fromEntries(cases.map((text, index) => [`case-${index}.yaml`, text]));
  const material = { ...(await workspaceOf(files, {})), version: "0.0.0-test" };
  const { url } = await serve(createSandbox());
  const sandbox = targetAt(url);
  const trials = createCaseRuns(material, { connections: 4 });
  onTestFinished(trials.close);
  const baseline = await takeHealthyRun({ material, trials, target: sandbox, concurrency: 4 });
  return { material, sandbox, trials, baseline };
}

/** A case that the server passes, and that a conforming server cannot fail. */
export const sound = `case: remove-a-note
title: A note is kept until it is removed, once
profile: digital-river/core
steps:
  - id: write
    call: POST /notes
    body: { text: "{case.unique}" }
    expect: { status: 2xx }
    take: { note: $.id }
  - id: read
    call: GET /notes/{note}
  - id: remove
    call: DELETE /notes/{note}
  - id: again
    call: DELETE /notes/{note}
checks:
  - { id: note-is-kept, must: DR-BOOK-1, on: read, expect: { status: 200, body: { text: "{case.unique}" } } }
  - { id: removal-answers-204, must: DR-BOOK-2, on: remove, expect: { status: 204 } }
  - id: removed-once
    must: DR-BOOK-2
    on: again
    expect: { status: 409, body: { errors: { contains: { code: note_gone } } } }
  - id: says-why
    should: DR-BOOK-3
    on: again
    expect: { body: { errors: { contains: { message: The note is gone. } } } }
control: remove
`;

/** A server with an account for each key; a key that it does not know has the first account. */
function createSandbox(): (request: Received) => Answer {
  const accounts = new Map<string, (request: Received) => Answer>();
  const first = createAccount([]);
  return (request) => {
    if (request.path.startsWith("/_sandbox/accounts")) return manage(request, accounts);
    const key = /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    return (accounts.get(key) ?? first)(request);
  };
}

function manage(request: Received, accounts: Map<string, (request: Received) => Answer>): Answer {
  if (request.method === "DELETE") return { status: 204 };
  const { faults = [] } = JSON.parse(request.body) as { readonly faults?: readonly string[] };
  const unknown = faults.find((name) => !(name in defects));
  if (unknown !== undefined) return { status: 400, body: { error: `no fault ${unknown}` } };
  const key = `key-${accounts.size + 1}`;
  accounts.set(key, createAccount(faults));
  return { status: 201, body: { keys: { confidential: key, public: key } } };
}

function createAccount(faults: readonly string[]): (request: Received) => Answer {
  const notes = new Map<string, string>();
  return (request) =>
    faults.reduce(
      (answer, fault) => defects[fault]?.(request, answer) ?? answer,
      answerOf(request, notes),
    );
}

function answerOf({ method, path, body }: Received, notes: Map<string, string>): Answer {
  const id = path.split("/")[2] ?? "";
  const text = notes.get(id);
  if (method === "POST") {
    const { text: written } = JSON.parse(body) as { readonly text: string };
    notes.set(`n${notes.size + 1}`, written);
    return { status: 201, body: { id: `n${notes.size}`, text: written } };
  }
  if (path === "/notes") {
    const all = [...notes].map(([key, value]) => ({ id: key, text: value }));
    return { body: { notes: all.filter((note) => note.text !== "") } };
  }
  if (method === "GET") return { body: { id, text: text ?? null, tags: ["a", "b"] } };
  if (text === undefined || text === "") return { status: 409, body: gone };
  notes.set(id, "");
  return { status: 204 };
}

const gone = { type: "conflict", errors: [{ code: "note_gone", message: "The note is gone." }] };

function when(start: string, status: number, edit: (answer: Answer) => Answer): Defect {
  return (request, answer) =>
    `${request.method} ${request.path}`.startsWith(start) && (answer.status ?? 200) === status
      ? edit(answer)
      : answer;
}

const withBody = (answer: Answer, members: object): Answer => ({
  ...answer,
  body: { ...(answer.body as object), ...members },
});
