import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { cached } from "./cache.ts";
import { draftKept, type Packing, readKept } from "./kept-file.ts";
import { failure, ok, type Result } from "./result.ts";
import { withFolder } from "./testing/files.ts";

/** A folder with a text to be counted, a cache, and how often the text was counted. */
const withText = (use: (world: World) => Promise<void>) =>
  withFolder({ "texts/one.txt": "one" }, async (folder) => {
    let made = 0;
    const cache = path.join(folder, "cache");
    const text = path.join(folder, "texts/one.txt");
    const make = async (result: Result<object> = ok({ letters: 3 })) => {
      made += 1;
      return Promise.resolve(result);
    };
    const read = (other = "", result?: Result<object>, at = cache, shipped?: string) =>
      cached(
        { folder: at, shipped },
        { files: [path.dirname(text)], code: ["read"], base: path.join(folder, other) },
        whole,
        () => make(result),
      );
    await use({ cache, text, read, made: () => made });
  });

const whole: Packing<object> = {
  pack: (value) => value,
  unpack: (index) => index as object,
};

/** The number is another. */
const edited = (content: string): string => content.replace('"letters":3', '"letters":4');

interface World {
  readonly cache: string;
  readonly text: string;
  readonly read: (
    other?: string,
    result?: Result<object>,
    at?: string,
    shipped?: string,
  ) => Promise<Result<object>>;
  readonly made: () => number;
}

describe("what was made is kept", () => {
  it("until a file changes, comes, or something else does", () =>
    withText(async ({ read, text, made }) => {
      expect(await read()).toEqual(await read());
      expect(made()).toBe(1);
      await writeFile(text, "two");
      await read();
      expect(made()).toBe(2);
      await writeFile(path.join(path.dirname(text), "more.txt"), "");
      await read();
      expect(made()).toBe(3);
      await read("other");
      expect(made()).toBe(4);
    }));

  it("but no failure", () =>
    withText(async ({ read, made }) => {
      const wrong = failure([{ code: "USAGE", message: "wrong" }]);
      expect(await read("", wrong)).toEqual(wrong);
      expect(await read("", wrong)).toEqual(wrong);
      expect(made()).toBe(2);
    }));

  it("and what cannot be read is made anew", () =>
    withText(async ({ cache, read, made }) => {
      await read();
      const [name = ""] = await readdir(cache);
      await writeFile(path.join(cache, name), "torn");
      expect(await read()).toEqual(ok({ letters: 3 }));
      expect(await read()).toEqual(ok({ letters: 3 }));
      expect(made()).toBe(2);
    }));

  it("and what is not what was written is made anew", () =>
    withText(async ({ cache, read, made }) => {
      await read();
      const [name = ""] = await readdir(cache);
      await writeFile(path.join(cache, name), JSON.stringify({ letters: 4 }));
      expect(await read()).toEqual(ok({ letters: 3 }));
      const written = await readFile(path.join(cache, name), "utf8");
      expect(edited(written)).not.toBe(written);
      await writeFile(path.join(cache, name), edited(written));
      expect(await read()).toEqual(ok({ letters: 3 }));
      expect(made()).toBe(3);
    }));

  it("in a bounded number", () =>
    withText(async ({ cache, read }) => {
      for (let turn = 0; turn < 15; turn += 1) await read("a/".repeat(turn));
      expect(await readdir(cache)).toHaveLength(12);
    }));

  it("nowhere, where nothing can be written", () =>
    withText(async ({ text, read, made }) => {
      expect(await read("", undefined, text)).toEqual(ok({ letters: 3 }));
      await read("", undefined, text);
      expect(made()).toBe(2);
    }));
});

describe("a kept file", () => {
  const words: Packing<readonly (() => string)[]> = {
    pack: (all, parts) => all.map((word) => parts.add(word())),
    unpack: (numbers, parts) =>
      (numbers as readonly number[]).map((number) => () => parts.read(number)),
  };

  it("gives each part when it is asked for, and none that is not what was written", () =>
    withFolder({}, async (folder) => {
      const file = path.join(folder, "words.kept");
      const draft = draftKept(file);
      draft.end(words.pack([() => "erste", () => "größte"], draft.parts));
      draft.close();
      const read = readKept(file, words);
      expect(read.map((word) => word())).toEqual(["erste", "größte"]);
      const written = await readFile(file, "utf8");
      await writeFile(file, written.replace("erste", "Erste"));
      expect(() => read[0]?.()).toThrow("was changed while it was read");
      expect(read[1]?.()).toBe("größte");
    }));

  it("gives what is written to it while it is written", () =>
    withFolder({}, async (folder) => {
      const file = path.join(folder, "words.kept");
      const { parts, discard } = draftKept(file);
      const texts = ["kurz", "lang".repeat(40_000), "größte"];
      const numbers = texts.map((text) => parts.add(text));
      expect(numbers.map((number) => parts.read(number))).toEqual(texts);
      discard();
      expect(await readdir(folder)).toEqual([]);
    }));

  it.runIf(existsSync("/dev/full"))("gives it where the disk is full, and does not end", () => {
    const { parts, end, close } = draftKept("/dev/full");
    const texts = ["kurz", "lang".repeat(40_000), "größte"];
    const numbers = texts.map((text) => parts.add(text));
    expect(numbers.map((number) => parts.read(number))).toEqual(texts);
    expect(() => end({})).toThrow("ENOSPC");
    close();
  });

  it("comes with the package where it is of the same files", () =>
    withText(async ({ cache, read, made }) => {
      await read();
      const empty = path.join(cache, "..", "empty");
      await read("", undefined, empty, cache);
      expect(made()).toBe(1);
      await read("elsewhere", undefined, empty, cache);
      expect(made()).toBe(2);
    }));
});
