import type { Api } from "../../shared/api.ts";
import type { DropinConfiguration } from "../../shared/messages.ts";
import type { MethodList, PaymentMethod } from "../../shared/source.ts";
import type { Texts } from "../../shared/text.ts";
import { methodName } from "../../shared/text.ts";
import { choicesFor } from "../choices.ts";
import { h } from "../dom.ts";
import { fieldKinds, keepFormatted } from "../field-kinds.ts";
import { cardPanel } from "./card-panel.ts";
import { labelled } from "./labelled.ts";
import type { Panel } from "./panel.ts";

export interface PanelNeeds {
  readonly api: Api;
  readonly texts: Texts;
  readonly configuration: DropinConfiguration;
  readonly session: MethodList["sessionInformation"];
}

/** The panel of a method: a form where something is to be entered, a sentence on what comes next everywhere else. */
export async function panelFor(method: PaymentMethod, needs: PanelNeeds): Promise<Panel> {
  const { texts, configuration } = needs;
  const { paymentMethodConfiguration = {} } = configuration;
  switch (method.type) {
    case "creditCard":
      return cardPanel(texts, paymentMethodConfiguration);
    case "directDebit":
      return ibanPanel(needs, method);
    case "onlineBanking":
    case "ideal":
    case "konbini":
      return choicePanel(needs, method);
    default:
      return { content: [note(needs, method)], check: () => undefined, details: () => ({}) };
  }
}

function note({ texts, configuration }: PanelNeeds, { type, flow }: PaymentMethod): HTMLElement {
  const name = methodName(type, texts);
  const isLater = configuration.options?.redirect?.disableAutomaticRedirects === true;
  const text = {
    standard: texts.walletNote(name),
    redirect: isLater ? texts.laterNote(name) : texts.redirectNote(name),
    receiver: texts.receiverNote,
  }[flow];
  return h("p", { class: "hint" }, text);
}

function ibanPanel(needs: PanelNeeds, method: PaymentMethod): Panel {
  const { texts } = needs;
  const kind = fieldKinds.iban;
  const input = h("input", { ...kind.attributes, placeholder: kind.placeholder(texts) });
  const { root, complain } = labelled("iban", kind.label(texts), input);
  input.addEventListener("input", () => keepFormatted(input, kind.format));
  return {
    content: [root, note(needs, method)],
    check: () => {
      const { complete, error } = kind.judge(input.value, "");
      complain(complete ? undefined : error === undefined ? texts.required : texts.errors[error]);
      return complete ? undefined : input;
    },
    details: () => kind.details(input.value),
  };
}

async function choicePanel(needs: PanelNeeds, method: PaymentMethod): Promise<Panel> {
  const { api, texts, configuration, session } = needs;
  const country = session?.country ?? configuration.billingAddress?.address?.["country"];
  const currency = session?.currency;
  const place = {
    ...(country === undefined ? {} : { country }),
    ...(currency === undefined ? {} : { currency }),
  };
  const type = method.type.toLowerCase() as "onlinebanking" | "ideal" | "konbini";
  const text = configuration.paymentMethodConfiguration?.onlineBanking?.placeholderText;
  const options = {
    onlineBanking: place,
    ...(text === undefined ? {} : { placeholderText: text }),
  };
  const { select, label, details } = await choicesFor(type, api, texts, options);
  const { root, complain } = labelled(type, label, select);
  select.addEventListener("change", () => complain(undefined));
  return {
    content: [root, note(needs, method)],
    check: () => {
      complain(select.value === "" ? texts.chooseFirst : undefined);
      return select.value === "" ? select : undefined;
    },
    details,
  };
}
