import { InvalidArgumentError, Option } from "commander";

/** An option that may be repeated, or hold several names with commas between them. */
export function listOption(
  flags: string,
  description: string,
  fallback: "all" | "none" = "all",
): Option {
  return new Option(flags, description)
    .default([], fallback)
    .argParser((value: string, earlier: readonly string[]) => [
      ...earlier,
      ...value.split(",").map((name) => name.trim()),
    ]);
}

/** A folder: an empty name, as of a variable that is not set, would be the working folder. */
export function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It takes the name of a folder.");
  return text;
}

/** A header that requests have not of their own, in lower case. */
export function freeHeader(text: string): string {
  const name = text.toLowerCase();
  if (!/^[a-z0-9-]+$/.test(name) || !name.startsWith("x-"))
    throw new InvalidArgumentError("It takes the name of a header that begins with X-.");
  return name;
}

/** A whole number, not below `least` and not above `most`. */
export const wholeFrom =
  (least: number, most = 2 ** 31 - 1) =>
  (text: string) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
    }
    return value;
  };

/** `2/4`: part 2 of 4. */
export function shard(text: string) {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count) {
    throw new InvalidArgumentError("It takes i/n with i from 1 to n, such as 2/4.");
  }
  return { index, count };
}

/** One of the names; the singular will do. */
export const oneOf =
  <T extends string>(names: readonly T[]) =>
  (text: string): T => {
    const found = names.find((name) => name === text || name === `${text}s`);
    if (found === undefined) throw new InvalidArgumentError(`It takes one of ${names.join(", ")}.`);
    return found;
  };

/** A day as `2027-03-31`. */
export function day(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay) throw new InvalidArgumentError("It takes a day, such as 2027-03-31.");
  return text;
}
