/** An amount in the smallest units of its currency, such as cents. */
export interface Money {
  readonly minor: number;
  readonly digits: number;
}

export const isMoney = (value: object): value is Money => "minor" in value && "digits" in value;

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

/** The smallest units of a number or its text; undefined when it is none, below 0 or finer. */
export function parseMinor(value: unknown, digits: number): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(String(value));
  if (match === null) return undefined;
  const fraction = (match[2] ?? "").padEnd(digits, "0");
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  return Number(match[1]) * 10 ** digits + Number(fraction.slice(0, digits));
}

/** With all digits of its currency. */
export const fixed = ({ minor, digits }: Money): string => (minor / 10 ** digits).toFixed(digits);
