import { describe, expect, it, onTestFinished } from "vitest";
import { openBookshop } from "../testing/bookshop.ts";
import { workspaceOf } from "../testing/suite.ts";
import { targetAt } from "../testing/target.ts";
import { createCaseRuns, type Patience } from "./case-run.ts";

const order = `case: order-is-paid
title: An order is paid in the end
profile: digital-river/core
given:
  book: { fixture: book.new }
steps:
  - { id: buy, call: POST /orders, body: { books: ["{book.id}"] }, take: { order: $.id } }
  - { id: paid, call: "GET /orders/{order}", within: 5s }
checks:
  - { id: is-paid, must: DR-BOOK-1, on: paid, expect: { body: { state: paid } } }
`;

/** A trial in a shop where an order is paid after it was read so often. */
async function tryOrder(settleAfter: number, patience: Patience) {
  const workspace = await workspaceOf({ "order.yaml": order });
  const shop = await openBookshop({ settleAfter });
  const trials = createCaseRuns({ ...workspace, version: "0.0.0-test" }, { connections: 1 });
  onTestFinished(trials.close);
  const [one] = workspace.library.cases;
  if (one === undefined) throw new Error("the text holds no case");
  const { verdicts, waited } = await trials.run(one, targetAt(shop.url), patience);
  const reads = shop.requests.filter(({ method }) => method === "GET").length;
  return { outcome: verdicts[0]?.outcome, waited, reads };
}

describe("a trial", () => {
  it.each<{
    readonly name: string;
    readonly settleAfter: number;
    readonly patience: Patience;
    readonly want: object;
  }>([
    {
      name: "does not wait for what holds at once",
      settleAfter: 0,
      patience: "bounded",
      want: { outcome: "passed", waited: false, reads: 1 },
    },
    {
      name: "says that it had to wait",
      settleAfter: 4,
      patience: "bounded",
      want: { outcome: "passed", waited: true, reads: 5 },
    },
    {
      name: "looks three times when it is short of patience",
      settleAfter: 4,
      patience: "short",
      want: { outcome: "failed", waited: true, reads: 3 },
    },
  ])("$name", async ({ settleAfter, patience, want }) => {
    expect(await tryOrder(settleAfter, patience)).toEqual(want);
  });
});
