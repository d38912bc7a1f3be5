import type { Api } from "../../requirements/types.ts";

/** One thing that the doctor tried: what came, and what to do about it. */
export interface Diagnosis {
  readonly sign: "ok" | "warning" | "problem";
  readonly tried: string;
  /** Which API it speaks of, where the target has several. */
  readonly api?: Api;
  readonly came: string;
  /** Absent where nothing is to be done. */
  readonly todo?: string;
  /** What a problem is about; warnings and good news are about nothing. */
  readonly about?: "answers" | "file" | "connection" | "safety";
}

export const fine = (tried: string, came: string): Diagnosis => ({ sign: "ok", tried, came });

export const warning = (tried: string, came: string, todo: string): Diagnosis => ({
  sign: "warning",
  tried,
  came,
  todo,
});

export const problem = (
  about: NonNullable<Diagnosis["about"]>,
  tried: string,
  came: string,
  todo: string,
): Diagnosis => ({ sign: "problem", tried, came, todo, about });
