/** Attributes for the builder; absent values are left out. Line breaks in them would be read back as spaces: they are written as such. */
export function attributes(
  values: Readonly<Record<string, string | number | undefined>>,
): Readonly<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) named[`@${name}`] = oneLine(xmlText(String(value)));
  }
  return named;
}

const oneLine = (text: string): string => text.replace(/[\n\r\t]+/g, " ");

/** Without the characters that XML 1.0 cannot hold (section 2.2, Char), not even escaped; nor other controls. */
export function xmlText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
    "\t\n\r".includes(character) ? character : "",
  );
}
