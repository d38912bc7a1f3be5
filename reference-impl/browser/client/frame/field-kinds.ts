import type { Judged } from "../shared/card.ts";
import {
  brandOf,
  digits,
  expirationOf,
  formatExpiration,
  formatNumber,
  judgeCode,
  judgeExpiration,
  judgeIban,
  judgeNumber,
} from "../shared/card.ts";
import type { FieldType } from "../shared/messages.ts";
import type { Texts } from "../shared/text.ts";

/** How the text of one kind of field is shown, judged and sent. */
export interface FieldKind {
  readonly label: (texts: Texts) => string;
  readonly placeholder: (texts: Texts) => string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly format: (text: string) => string;
  readonly judge: (text: string, cardNumber: string) => Judged;
  readonly details: (text: string) => Readonly<Record<string, unknown>>;
  /** The source type that it belongs to. */
  readonly source: string;
}

export type TextFieldType = Exclude<FieldType, "onlinebanking" | "ideal" | "konbini">;

const numeric = { inputmode: "numeric", autocapitalize: "off", spellcheck: "false" };

export const fieldKinds: Readonly<Record<TextFieldType, FieldKind>> = {
  cardnumber: {
    label: (texts) => texts.cardNumber,
    placeholder: () => "1234 1234 1234 1234",
    attributes: { ...numeric, autocomplete: "cc-number" },
    format: formatNumber,
    judge: judgeNumber,
    details: (text) => ({ number: digits(text) }),
    source: "creditCard",
  },
  cardexpiration: {
    label: (texts) => texts.expiration,
    placeholder: (texts) => texts.expirationHint,
    attributes: { ...numeric, autocomplete: "cc-exp" },
    format: formatExpiration,
    judge: (text) => judgeExpiration(text, new Date()),
    details: expirationOf,
    source: "creditCard",
  },
  cardcvv: {
    label: (texts) => texts.code,
    placeholder: () => "123",
    attributes: { ...numeric, autocomplete: "cc-csc" },
    format: (text) => digits(text).slice(0, 4),
    judge: (text, cardNumber) => judgeCode(text, brandOf(cardNumber)),
    details: (text) => ({ cvv: digits(text) }),
    source: "creditCard",
  },
  iban: {
    label: (texts) => texts.iban,
    placeholder: () => "DE00 0000 0000 0000 0000 00",
    attributes: { autocomplete: "off", autocapitalize: "characters", spellcheck: "false" },
    format: (text) =>
      text
        .replaceAll(/[^A-Za-z0-9]/g, "")
        .toUpperCase()
        .slice(0, 34)
        .replaceAll(/(.{4})(?=.)/g, "$1 "),
    judge: judgeIban,
    details: (text) => ({ iban: text.replaceAll(" ", "") }),
    source: "directDebit",
  },
};

/** Formats as the customer types, and leaves the caret where they were. */
export function keepFormatted(input: HTMLInputElement, format: (text: string) => string): void {
  const typed = input.value;
  const formatted = format(typed);
  if (formatted === typed) return;
  const caret = input.selectionStart ?? typed.length;
  const before = typed.slice(0, caret).replaceAll(/[^A-Za-z0-9]/g, "").length;
  input.value = formatted;
  const place = caret === typed.length ? formatted.length : placeAfter(formatted, before);
  input.setSelectionRange(place, place);
}

function placeAfter(text: string, characters: number): number {
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (seen === characters) return index;
    if (/[A-Za-z0-9]/.test(text[index] ?? "")) seen += 1;
  }
  return text.length;
}
