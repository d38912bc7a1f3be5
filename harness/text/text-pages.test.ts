import { describe, expect, it } from "vitest";
import { TextList, TextWriter } from "./text-pages.ts";

/** Of every length that UTF-8 has, empty ones, and one that is longer than a page. */
const texts = Array.from({ length: 9000 }, (_, number) =>
  ["", `case-${number}`, `für ${number} 円`, "🧾".repeat(number % 40), "\n"].join("/"),
).toSpliced(5000, 0, "", "ü".repeat(100_000), "");

describe("texts on pages", () => {
  it("are read from where they were put, in any order", () => {
    const writer = new TextWriter();
    const places = texts.map((text) => writer.add(text));
    for (const [number, [page, place]] of [...places.entries()].toReversed())
      expect(page.at(place)).toBe(texts[number]);
    expect(new Set(places.map(([page]) => page)).size).toBeGreaterThan(3);
  });

  it("stand on one page where they came together, one after the other", () => {
    const writer = new TextWriter();
    for (const text of texts) {
      const [page, place] = writer.add(text, "between", text);
      const next = page.after(place);
      expect([page.at(place), page.at(next), page.at(page.after(next))]).toEqual([
        text,
        "between",
        text,
      ]);
    }
  });

  it("are a list in the order in which they came, which can be copied and gone on with", () => {
    const list = new TextList(texts);
    const copy = new TextList(list);
    copy.add("one more");
    expect([...list]).toEqual(texts);
    expect([...copy]).toEqual([...texts, "one more"]);
    expect([...new TextList()]).toEqual([]);
  });
});
