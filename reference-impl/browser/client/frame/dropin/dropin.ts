import type { Api } from "../../shared/api.ts";
import type { DropinConfiguration, DropinOutcome } from "../../shared/messages.ts";
import type { Texts } from "../../shared/text.ts";
import { methodName } from "../../shared/text.ts";
import { askCustomer } from "../challenge.ts";
import type { Connection } from "../connection.ts";
import { reportHeight } from "../connection.ts";
import { h } from "../dom.ts";
import { consents } from "./consents.ts";
import type { Choice } from "./form.ts";
import { dropinForm } from "./form.ts";
import { shownMethods } from "./methods.ts";
import { panelFor } from "./panels.ts";
import { pay } from "./pay.ts";

/** The whole of Drop-in, within one frame. */
export async function showDropin(
  connection: Connection,
  api: Api,
  texts: Texts,
  configuration: DropinConfiguration,
): Promise<void> {
  const { sessionId, billingAddress, options = {} } = configuration;
  const tell = (outcome: DropinOutcome) => connection.send({ kind: "dropin", outcome });
  const country = billingAddress?.address?.["country"];
  const { value: list, error } = await api.methods(
    sessionId === undefined ? { country } : { sessionId },
  );
  if (list === undefined) {
    document.body.append(h("p", { class: "problem", role: "alert" }, texts.noMethods));
    reportHeight(connection);
    tell({ event: "onError", data: { paymentMethod: "", errors: error.errors } });
    return;
  }
  const methods = shownMethods(list.paymentMethods, configuration);
  const needs = { api, texts, configuration, session: list.sessionInformation };
  const choices = await Promise.all(
    methods.map(async (method) => ({ method, panel: await panelFor(method, needs) })),
  );
  const agreed = consents(texts, options);
  const isManaging = options.flow === "managePaymentMethods";
  const form = dropinForm({
    texts,
    choices,
    consents: agreed,
    buttonText: buttonText(texts, options.button),
    compliance: (options.showComplianceSection ?? true) && !isManaging,
    isFirstOpen: options.expandFirstPaymentMethod ?? true,
    onSubmit: (choice) => void submit(choice),
  });
  if (methods.length === 0) form.complain(texts.noMethods);
  document.body.append(form.root);
  reportHeight(connection);
  tell({ event: "onReady", data: { paymentMethodTypes: methods.map(({ type }) => type) } });

  async function submit({ method, panel }: Choice): Promise<void> {
    form.complain(undefined);
    form.setBusy(true);
    const outcome = await pay(
      {
        method,
        details: panel.details(),
        agreedToSave: agreed.agreedToSave(),
        terms: agreed.terms,
      },
      {
        api,
        configuration,
        challenge: (source) =>
          instead(() =>
            askCustomer(document.body, api, texts, {
              sourceId: source.id,
              clientSecret: source.clientSecret,
              sessionId,
            }),
          ),
        away: (leaving, close) =>
          void instead(() => waiting(texts, methodName(method.type, texts), leaving, close)),
      },
    );
    form.setBusy(false);
    switch (outcome.event) {
      case "onSuccess":
        tell({ ...outcome, data: { ...outcome.data, ...agreed.given() } });
        return;
      case "onError":
        form.complain(texts.declined);
        break;
      case "onCancel":
        form.complain(texts.notApproved);
        break;
      case "onReady":
        return;
    }
    form.root.querySelector<HTMLElement>("input:checked")?.focus();
    tell(outcome);
  }

  /** Another view in the place of the form, for as long as it takes. */
  async function instead<T>(view: () => Promise<T>): Promise<T> {
    form.root.hidden = true;
    try {
      return await view();
    } finally {
      form.root.hidden = false;
    }
  }
}

function waiting(
  texts: Texts,
  name: string,
  leaving: Promise<unknown>,
  close: () => void,
): Promise<unknown> {
  const cancel = h("button", { class: "quiet", type: "button" }, texts.cancel);
  cancel.addEventListener("click", close);
  const view = h(
    "section",
    { class: "waiting", "aria-labelledby": "waiting-title" },
    h("h2", { id: "waiting-title", tabindex: -1 }, texts.waiting(name)),
    h("p", {}, texts.waitingNote),
    cancel,
  );
  document.body.append(view);
  return leaving.finally(() => view.remove());
}

function buttonText(
  texts: Texts,
  { type = "continue", buttonText: custom }: { type?: string; buttonText?: string } = {},
): string {
  if (type === "custom" && custom !== undefined && custom !== "") return custom;
  const known: Readonly<Record<string, string>> = texts.buttons;
  return known[type] ?? texts.buttons.continue;
}
