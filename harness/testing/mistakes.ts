import { expect } from "vitest";
import type { Problem } from "../problem.ts";
import { loadSuite } from "./suite.ts";

/** A case in which nothing is wrong. */
export const sound = `case: buy-a-book
title: A book can be bought once
profile: digital-river/core
given:
  book: { fixture: book.new, price: 12 }
steps:
  - id: buy
    call: POST /orders
    body: { book: "{book.id}" }
    take: { order: $.id }
  - id: sell
    use: book.sell
    with: { id: "{book.id}" }
  - id: read
    call: GET /orders/{order}
    within: 5s
checks:
  - id: bought
    must: DR-BOOK-1
    on: buy
    expect: { status: 2xx }
  - id: kept
    must: DR-BOOK-2
    on: read
    expect: { status: 200, body: { id: "{order}" } }
control: buy
`;

/** A text of the sound case, and what stands there instead. */
export type Edit = readonly [old: string, by: string];

export interface Mistake {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly code: Problem["code"];
  readonly line: number;
  /** Part of the message. */
  readonly says: string;
  readonly hint?: string;
}

export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, [old, by]) => {
    expect(before).toContain(old);
    return before.replaceAll(old, by);
  }, text);
}

/** The problems of a suite with this one case. */
export async function problemsOf(text: string): Promise<readonly Problem[]> {
  const library = await loadSuite({ "case.yaml": text });
  return library.ok ? [] : library.problems;
}

/** What the sound case with the mistake in it reports, in the words of `wanted`. */
export async function found({ edits, says, hint }: Mistake) {
  const problems = await problemsOf(edited(sound, edits));
  return problems.map(({ code, at, message, hint: given }) => ({
    code,
    at: `${at?.file}:${at?.line}`,
    says: message.includes(says) ? says : message,
    hint: hint === undefined ? undefined : given,
  }));
}

/** What it should report, and nothing else. */
export const wanted = ({ code, line, says, hint }: Mistake) => ({
  code,
  at: `suites/cases/case.yaml:${line}`,
  says,
  hint,
});
