import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { cached } from "./cache.ts";
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
    const read = (other = "", result?: Result<object>, at = cache) =>
      cached(at, { files: [path.dirname(text)], code: ["read"], other }, () => make(result));
    await use({ cache, text, read, made: () => made });
  });

/** The last byte, which is of the number, is another. */
function edited(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  changed[changed.length - 2] = 8;
  return changed;
}

interface World {
  readonly cache: string;
  readonly text: string;
  readonly read: (other?: string, result?: Result<object>, at?: string) => Promise<Result<object>>;
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
      await writeFile(path.join(cache, name), serialize({ letters: 4 }));
      expect(await read()).toEqual(ok({ letters: 3 }));
      const whole = await readFile(path.join(cache, name));
      await writeFile(path.join(cache, name), edited(whole));
      expect(await read()).toEqual(ok({ letters: 3 }));
      expect(made()).toBe(3);
    }));

  it("in a bounded number", () =>
    withText(async ({ cache, read }) => {
      for (let turn = 0; turn < 15; turn += 1) await read(String(turn));
      expect(await readdir(cache)).toHaveLength(12);
    }));

  it("nowhere, where nothing can be written", () =>
    withText(async ({ text, read, made }) => {
      expect(await read("", undefined, text)).toEqual(ok({ letters: 3 }));
      await read("", undefined, text);
      expect(made()).toBe(2);
    }));
});
