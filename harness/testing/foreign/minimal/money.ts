/** An amount in hundredths: this server knows only currencies with two decimals. */
export interface Money {
  readonly cents: number;
}

export const money = (cents: number): Money => ({ cents });

export const isMoney = (value: object): value is Money =>
  "cents" in value && Object.keys(value).length === 1;

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

/** Hundredths of a number or its text; undefined when it is none, below 0 or finer than a hundredth. */
export function parseCents(value: unknown): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const match = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(String(value));
  if (match === null) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

export const fixed = (cents: number): string => (cents / 100).toFixed(2);
