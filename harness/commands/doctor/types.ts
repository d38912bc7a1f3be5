/** One thing that the doctor tried: what came, and what to do about it. */
export interface Finding {
  readonly sign: "ok" | "warning" | "problem";
  readonly tried: string;
  readonly came: string;
  /** Absent where nothing is to be done. */
  readonly todo?: string;
  /** What a problem is about; warnings and good news are about nothing. */
  readonly about?: "answers" | "file" | "connection" | "safety";
}

export const fine = (tried: string, came: string): Finding => ({ sign: "ok", tried, came });

export const warning = (tried: string, came: string, todo: string): Finding => ({
  sign: "warning",
  tried,
  came,
  todo,
});

export const problem = (
  about: NonNullable<Finding["about"]>,
  tried: string,
  came: string,
  todo: string,
): Finding => ({ sign: "problem", tried, came, todo, about });
