/**
 * The text with what every server makes anew as `{id}`: words of eight characters or more with a digit in them. So the same
 * cause reads the same in every case.
 */
export const withoutIds = (text: string): string =>
  text.replaceAll(/(?<![\w{-])(?=[\w-]*\d)[\w-]{8,}(?![\w}-])/g, "{id}");
