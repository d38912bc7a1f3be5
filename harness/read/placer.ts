import type { Place } from "../problem.ts";
import type { SourceText } from "./files.ts";

/** The place of an offset. It counts lines itself: the parser's own count stops where it gives up. */
export function placer({ file, text }: SourceText): (offset: number) => Place {
  let known: Lines | undefined;
  const split = (): Lines => {
    const lines = text.split("\n");
    const starts = [0];
    for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
    return { lines, starts };
  };
  return (offset) => {
    const { lines, starts } = (known ??= split());
    const within = Math.min(Math.max(offset, 0), text.length);
    const index = starts.findLastIndex((start) => start <= within);
    const excerpt = lines[index]?.replace(/\r$/, "") ?? "";
    return { file, line: index + 1, column: within - (starts[index] ?? 0) + 1, excerpt };
  };
}

interface Lines {
  readonly lines: readonly string[];
  readonly starts: readonly number[];
}
