/**
 * All that a command prints, on its way out. Servers of CI obey lines that begin with `::`, and `##[` and `##vso[` anywhere: a
 * target that could write them would set variables and end steps. Nothing of ours begins so, and neither does anything
 * else after this. Of the control signs only those that lay out lines and colour them are left. All of it becomes an
 * escape that JSON reads as the same text.
 */
export const guardOutput = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (sign) =>
      layout.has(sign) ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll(/##(?=\[|vso\[)/gi, String.raw`#\u0023`)
    .replaceAll(/^((?:[^\S\n]|\p{Cc}\[[\d;]*[A-Za-z])*)::/gmu, String.raw`$1\u003a:`);

const layout = new Set(["\n", "\t", "\r", "\u001B"]);
