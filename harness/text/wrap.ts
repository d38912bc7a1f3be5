import wrapAnsi from "wrap-ansi";

/** Words of a text on lines of at most `width` columns of a terminal; longer words stand alone. */
export const wrap = (text: string, width: number): readonly string[] =>
  text.length <= width && isLine.test(text) ? [text] : wrapAnsi(text, width).split("\n");

/** One line as it is: nothing to trim, no colour, no wide letter. */
const isLine = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;
