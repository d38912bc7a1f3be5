import type { Api } from "../shared/api.ts";
import type { FieldOptions } from "../shared/messages.ts";
import type { Texts } from "../shared/text.ts";
import { h } from "./dom.ts";

/** A field whose customer chooses instead of typing. */
export interface Choices {
  readonly label: string;
  readonly select: HTMLSelectElement;
  readonly isEmpty: boolean;
  readonly details: () => Readonly<Record<string, unknown>>;
}

export type ChoiceType = "onlinebanking" | "ideal" | "konbini";

export const choiceSources: Readonly<Record<ChoiceType, string>> = {
  onlinebanking: "onlineBanking",
  ideal: "ideal",
  konbini: "konbini",
};

export async function choicesFor(
  type: ChoiceType,
  api: Api,
  texts: Texts,
  { onlineBanking = {}, placeholderText }: FieldOptions,
): Promise<Choices> {
  const isStore = type === "konbini";
  const { country = type === "ideal" ? "NL" : "US", currency = type === "ideal" ? "EUR" : "USD" } =
    onlineBanking;
  const banks = isStore ? [] : ((await api.banks(country, currency)).value ?? []);
  const offered = isStore
    ? stores
    : banks.map(({ bankCode, bankName }) => ({ value: bankCode, text: bankName }));
  const first = placeholderText ?? (isStore ? texts.chooseStore : texts.chooseBank);
  const select = h(
    "select",
    { class: "control" },
    h("option", { value: "" }, first),
    ...offered.map(({ value, text }) => h("option", { value }, text)),
  );
  return {
    label: isStore ? texts.store : texts.bank,
    select,
    isEmpty: offered.length === 0,
    details: () => ({ [isStore ? "storeId" : "bankCode"]: select.value }),
  };
}

const stores = [
  { value: "10", text: "Konbini Kawakami" },
  { value: "20", text: "Riverside Mart" },
];
