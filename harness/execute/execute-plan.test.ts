import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createJournal, type Journal } from "../journal/append.ts";
import { createPlan } from "../plan/plan.ts";
import type { PlannedCase } from "../plan/types.ts";
import { openBookshop, purchase } from "../testing/bookshop.ts";
import {
  drive,
  type Driven,
  type DriveOptions,
  driverAt,
  openJournal,
  readLines,
} from "../testing/drive.ts";
import { edited } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { deserted, serve } from "../testing/server.ts";
import { caseOf, loadSuite, specs } from "../testing/suite.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import { driveCase } from "./case.ts";
import { executePlan } from "./execute-plan.ts";
import { createStopper } from "./stop.ts";
import type { ExchangeEntry, Transcript } from "../journal/transcript.ts";

const many = edited(purchase, [["given:\n", "matrix: { n: [1, 2, 3, 4, 5, 6] }\ngiven:\n"]]);

const item = { id: "x", price: 1 };
/** What an order that needs no waiting looks like. */
const paid = { state: "paid", items: [item, item] };

/** Drives every combination of a case, several at a time. */
async function driveAll(
  text: string,
  url: string,
  options: DriveOptions = {},
  opened?: { readonly journal: Journal; readonly lines: Driven["lines"] },
) {
  const { journal, lines } = opened ?? (await openJournal());
  const library = must(await loadSuite({ "case.yaml": text }));
  const driver = driverAt(url, options);
  const plan = must(
    createPlan({ library, specs, target: driver.target, selection: wholeSuite, seed: 7 }),
  );
  const transcripts: Transcript[] = [];
  const { fixtures } = library;
  const input = { plan, driver, fixtures, journal, concurrency: 3, runId: "0123-4567-89ab-cdef" };
  await executePlan(input, (_planned, transcript) => void transcripts.push(transcript));
  return { library, plan, transcripts, lines, exchanges: journal.exchanges() };
}

it("gives back what it did not drive to its end when it is stopped", async () => {
  const shop = await openBookshop();
  const { journal } = await openJournal();
  const library = must(await loadSuite({ "case.yaml": many }));
  const driver = driverAt(shop.url, {});
  const plan = must(
    createPlan({ library, specs, target: driver.target, selection: wholeSuite, seed: 7 }),
  );
  const { fixtures } = library;
  const stopper = createStopper();
  const input = { plan, driver, fixtures, journal, concurrency: 3, runId: "0123", stopper };
  const ended: PlannedCase[] = [];
  const open = await executePlan(input, (planned) => {
    ended.push(planned);
    stopper.stop({ by: "bail", why: "enough" });
  });
  expect(ended).toHaveLength(1);
  for (const planned of plan.cases) expect(open.has(planned)).toBe(!ended.includes(planned));
  const begun = [...open].filter(([, transcript]) => transcript !== undefined);
  expect(begun.map(([planned, transcript]) => transcript?.case === planned.case.id)).toEqual([
    true,
    true,
  ]);
});

const exchangesOf = ({ entries }: Transcript): readonly ExchangeEntry[] =>
  entries.flatMap((entry) => (entry.kind === "exchange" ? [entry] : []));

describe("the journal", () => {
  it("holds what a case was answered before it asks again, whatever others do", async () => {
    const opened = await openJournal();
    const asked = new Map<string, number>();
    const held: string[] = [];
    const server = await serve(({ headers }) => {
      const id = String(headers["x-case"]);
      const before = asked.get(id) ?? 0;
      asked.set(id, before + 1);
      const own = opened.lines().filter((line) => line["case"] === id);
      const exchanges = own.filter(({ kind }) => kind === "exchange").length;
      held.push(`${own.length > 0 ? "begun" : "unknown"}, ${exchanges - before} too many`);
      return { body: { ...paid, id: "x", price: 1 } };
    });
    await driveAll(many, server.url, { driver: { traceHeader: "x-case" } }, opened);
    expect(asked.size).toBe(6);
    expect(new Set(held)).toEqual(new Set(["begun, 0 too many"]));
  });

  it.runIf(existsSync("/dev/full"))(
    "that cannot be written ends the run before a request",
    async () => {
      const shop = await openBookshop();
      const journal = createJournal("/dev/full");
      const driving = driveAll(many, shop.url, {}, { journal, lines: () => [] });
      await expect(driving).rejects.toThrow("ENOSPC");
      expect(journal.trouble()?.message).toContain("ENOSPC");
      expect(shop.requests).toEqual([]);
      journal.close();
    },
  );

  it("keeps what came before the server died, and that it died", async () => {
    const { journal, file } = await openJournal();
    const shop = await openBookshop({
      instead: ({ method, path }) => {
        if (`${method} ${path}` !== "POST /orders") return undefined;
        shop.kill();
        return "silence";
      },
    });
    const { one: testCase, library } = await caseOf(purchase);
    const { fixtures } = library;
    const driver = driverAt(shop.url);
    const transcript = await driveCase(testCase, {
      ...driver,
      fixtures,
      unique: "hw1",
      record: journal.recorder(testCase.id),
    });
    await journal.written();
    const lines = readLines(file);
    expect(lines.map((line) => `${String(line["kind"])} ${String(line["name"])}`)).toEqual([
      "provided case",
      "exchange book",
      "provided book",
      "exchange other",
      "provided other",
      "exchange buy",
    ]);
    expect(lines.at(-1)).toMatchObject({
      case: testCase.id,
      number: 3,
      exchange: { reply: { kind: "silent", reason: "reset" } },
    });
    expect(lines.map(({ case: _case, ...entry }) => entry)).toEqual(transcript.entries);
  });

  it("numbers exchanges over all cases, each line under its case", async () => {
    const shop = await openBookshop({ settleAfter: 1 });
    const { transcripts, lines, exchanges } = await driveAll(many, shop.url);
    const numbers = transcripts.flatMap((transcript) =>
      exchangesOf(transcript).map((entry) => entry.number),
    );
    expect(exchanges).toBe(shop.requests.length);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: exchanges }, (_, index) => index + 1),
    );
    for (const transcript of transcripts) {
      const own = lines().filter((line) => line["case"] === transcript.case);
      expect(own.map(({ case: _case, ...entry }) => entry)).toEqual(transcript.entries);
    }
  });

  it("holds no secret, wherever the server repeats it", async () => {
    const server = await serve(({ headers }) => ({
      headers: { "x-echo": String(headers.authorization) },
      body: {
        ...paid,
        id: "x",
        price: 1,
        echo: headers.authorization,
        base64: btoa("sk-confidential"),
      },
    }));
    const { lines, transcript } = await drive(purchase, server.url);
    for (const text of [JSON.stringify(lines()), JSON.stringify(transcript)]) {
      expect(text).toContain("Bearer ${CONFIDENTIAL_KEY}");
      expect(text).not.toContain("sk-confidential");
      expect(text).not.toContain(btoa("sk-confidential"));
    }
  });
});

describe("several cases", () => {
  it("go on at once, each with its own fixtures and its own unique text", async () => {
    const shop = await openBookshop();
    const { transcripts, plan } = await driveAll(many, shop.url);
    expect(transcripts.map((one) => one.case).toSorted()).toEqual(
      plan.cases.map((one) => one.case.id).toSorted(),
    );
    const values = (name: string) =>
      transcripts.flatMap(({ entries }) =>
        entries
          .flatMap((entry) => (entry.kind === "provided" ? Object.entries(entry.values) : []))
          .filter(([key]) => key === name)
          .map(([, value]) => value),
      );
    for (const name of ["case.unique", "book.id"]) expect(new Set(values(name)).size).toBe(6);
    for (const unique of values("case.unique")) expect(unique).toMatch(/^[0-9a-f]{24}$/);
  });

  it("a crash in one of them leaves the others alone", async () => {
    const shop = await openBookshop();
    const driver = driverAt(shop.url);
    const send: typeof driver.send = (request) =>
      request.headers["x-case"]?.includes("[n=3]")
        ? Promise.reject(new Error("a bug of ours"))
        : driver.send(request);
    const { transcripts } = await driveAll(many, shop.url, {
      driver: { send, traceHeader: "x-case" },
    });
    const gaps = transcripts.flatMap(({ case: name, entries }) =>
      entries.flatMap((entry) => (entry.kind === "gap" ? [[name, entry.outcome]] : [])),
    );
    expect(gaps).toEqual([["buy-two-books[n=3]", "errored"]]);
  });

  it("are not begun on a target that takes no connection", async () => {
    const url = await deserted();
    const { transcripts, exchanges } = await driveAll(many, url);
    const gaps = transcripts.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === "gap" ? [[entry.outcome, entry.cause]] : [])),
    );
    expect(gaps).toEqual(
      transcripts.map(() => ["blocked", `cannot connect to ${url}: connection refused`]),
    );
    expect(exchanges).toBe(0);
  });

  it("are not driven where they do not apply", async () => {
    const shop = await openBookshop();
    const { transcripts } = await driveAll(many, shop.url, {
      target: { claims: { profiles: new Set(["commerce/core"]) } },
    });
    expect(transcripts.map((transcript) => transcript.entries)).toEqual(transcripts.map(() => []));
    expect(shop.requests).toEqual([]);
  });
});
