/** What a field says of its text: `error` is a code of the documentation (Elements, "Error types, codes, messages"). */
export interface Judged {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly error: CardError | undefined;
}

export type CardError =
  | "invalid_card_number"
  | "incomplete_card_number"
  | "invalid_expiration_month"
  | "invalid_expiration_year"
  | "incomplete_expiration_date"
  | "incomplete_security_code"
  | "invalid_iban"
  | "incomplete_iban";

export type Brand = "visa" | "mastercard" | "amex" | "dinersclub" | "discover" | "jcb" | "unionpay";

export function brandOf(number: string): Brand | "unknown" {
  return brands.find(({ prefix }) => prefix.test(digits(number)))?.key ?? "unknown";
}

export function judgeNumber(text: string): Judged {
  const number = digits(text);
  if (number === "") return blank;
  if (number.length < lengthOf(number)) return wrong("incomplete_card_number");
  return number.length <= 19 && passesLuhn(number) ? fine : wrong("invalid_card_number");
}

export function judgeExpiration(text: string, now: Date): Judged {
  const month = digits(text).slice(0, 2);
  const year = digits(text).slice(2);
  if (month === "") return blank;
  if (month.length < 2) return wrong("incomplete_expiration_date");
  if (Number(month) < 1 || Number(month) > 12) return wrong("invalid_expiration_month");
  if (year.length < 2) return wrong("incomplete_expiration_date");
  const ends = (2000 + Number(year)) * 12 + Number(month);
  return ends > now.getFullYear() * 12 + now.getMonth() ? fine : wrong("invalid_expiration_year");
}

/** Three digits, four on American Express; while the number is unknown, either. */
export function judgeCode(text: string, brand: Brand | "unknown"): Judged {
  const { length } = digits(text);
  if (length === 0) return blank;
  const wanted = brand === "amex" ? 4 : 3;
  return length >= wanted ? fine : wrong("incomplete_security_code");
}

export function judgeIban(text: string): Judged {
  const iban = text.replaceAll(/\s/g, "").toUpperCase();
  if (iban === "") return blank;
  if (iban.length < 15) return wrong("incomplete_iban");
  const turned = iban.slice(4) + iban.slice(0, 4);
  const number = turned.replaceAll(/./g, (letter) => String(Number.parseInt(letter, 36)));
  const isFine = /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) && BigInt(number) % 97n === 1n;
  return isFine ? fine : wrong("invalid_iban");
}

/** In groups as printed on the card. */
export function formatNumber(text: string): string {
  const number = digits(text).slice(0, 19);
  if (brandOf(number) === "amex" || brandOf(number) === "dinersclub")
    return [number.slice(0, 4), number.slice(4, 10), number.slice(10)].filter(Boolean).join(" ");
  return number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
}

export function formatExpiration(text: string): string {
  const typed = digits(text);
  const number = /^[2-9]/.test(typed) ? `0${typed}` : typed;
  // A year of four digits, as browsers fill it in, loses its century.
  const short = number.length >= 6 ? number.slice(0, 2) + number.slice(4, 6) : number.slice(0, 4);
  return short.length > 2 ? `${short.slice(0, 2)} / ${short.slice(2)}` : short;
}

export function expirationOf(text: string): { expirationMonth: number; expirationYear: number } {
  const number = digits(text);
  return {
    expirationMonth: Number(number.slice(0, 2)),
    expirationYear: 2000 + Number(number.slice(2)),
  };
}

export function digits(text: string): string {
  return text.replaceAll(/\D/g, "");
}

const blank: Judged = { empty: true, complete: false, error: undefined };
const fine: Judged = { empty: false, complete: true, error: undefined };
const wrong = (error: CardError): Judged => ({ empty: false, complete: false, error });

const brands: readonly { readonly key: Brand; readonly prefix: RegExp; readonly length: number }[] =
  [
    { key: "amex", prefix: /^3[47]/, length: 15 },
    { key: "dinersclub", prefix: /^3[068]/, length: 14 },
    { key: "jcb", prefix: /^35/, length: 16 },
    { key: "mastercard", prefix: /^(5[1-5]|2[2-7])/, length: 16 },
    { key: "unionpay", prefix: /^62/, length: 16 },
    { key: "discover", prefix: /^6/, length: 16 },
    { key: "visa", prefix: /^4/, length: 16 },
  ];

function lengthOf(number: string): number {
  return brands.find(({ prefix }) => prefix.test(number))?.length ?? 16;
}

function passesLuhn(number: string): boolean {
  const sum = number
    .split("")
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
