import { integer, oneof } from "fast-check";

/**
 * Any character of Unicode that a text may hold by itself, to make strings of. The unit "binary" gives the same, and takes a second
 * or two to make.
 */
export const anyCharacter = oneof(
  integer({ min: 0, max: 0xd7ff }),
  integer({ min: 0xe000, max: 0x10_ffff }),
).map((code) => String.fromCodePoint(code));
