import stringWidth from "string-width";

/** How many columns of a terminal a text takes: colours none, wide letters two. */
export const widthOf = (text: string): number =>
  plain.test(text) ? text.length : stringWidth(text);

/** Nearly every text: its width needs no tables. */
const plain = /^[ -~]*$/;
