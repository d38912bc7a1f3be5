/** An amount as an integer count of the currency's smallest unit: 1345 is 13.45 USD, 1345 JPY, 1.345 KWD. */
export type Minor = number;

/** The decimal number as written on the wire, in minor units, half-up. Undefined when it is no finite number. */
export function toMinor(value: unknown, currency: string): Minor | undefined {
  const text = typeof value === "number" ? plainText(value) : value;
  if (typeof text !== "string") return undefined;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  const exponent = exponentOf(currency);
  const kept = fraction.slice(0, exponent).padEnd(exponent, "0");
  const roundsUp = (fraction[exponent] ?? "0") >= "5" ? 1 : 0;
  const minor = Number(whole + kept) + roundsUp;
  return Number.isSafeInteger(minor) ? (sign ? -minor : minor) : undefined;
}

/** The JSON number of an amount: 1345 in USD is 13.45. */
export function toDecimal(minor: Minor, currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === 0) return minor;
  const digits = Math.abs(minor)
    .toString()
    .padStart(exponent + 1, "0");
  const text = `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return minor < 0 ? -Number(text) : Number(text);
}

/** The amount as a person reads it: 2000 is `20.00 USD`. */
export const moneyText = (minor: Minor, currency: string): string =>
  `${toDecimal(minor, currency).toFixed(exponentOf(currency))} ${currency}`;

/** `amount * part / whole`, exactly, rounded half-up to one minor unit. */
export function share(amount: Minor, part: number, whole: number): Minor {
  const product = amount * part;
  if (Number.isSafeInteger(2 * product + whole))
    return Math.floor((2 * product + whole) / (2 * whole));
  const wide = BigInt(amount) * BigInt(part);
  return Number((2n * wide + BigInt(whole)) / (2n * BigInt(whole)));
}

/** `amount` cut into one piece per weight; the pieces add up to the amount to the last minor unit. */
export function allot(amount: Minor, weights: readonly number[]): readonly Minor[] {
  let amountLeft = amount;
  let weightLeft = sum(weights);
  return weights.map((weight) => {
    const piece = weightLeft === 0 ? 0 : share(amountLeft, weight, weightLeft);
    amountLeft -= piece;
    weightLeft -= weight;
    return piece;
  });
}

export function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** True for a code that ISO 4217 knows, in its own upper case. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** How many decimals ISO 4217 gives the currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const exponent = format.resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const exponents = new Map<string, number>();

// JSON numbers such as 1e21 or 1e-7 print with an exponent; toFixed writes the digits out.
function plainText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12) : text;
}
