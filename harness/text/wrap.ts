import wrapAnsi from "wrap-ansi";

/** Words of a text on lines of at most `width` columns of a terminal; longer words stand alone. */
export const wrap = (text: string, width: number): readonly string[] =>
  wrapAnsi(text, width).split("\n");
