import type { Api } from "../shared/api.ts";
import type { ButtonType, Component } from "../shared/messages.ts";
import type { SourceData } from "../shared/source.ts";
import type { Texts } from "../shared/text.ts";
import type { Connection } from "./connection.ts";
import { h } from "./dom.ts";
import { openProviderWindow } from "./provider-window.ts";
import { redirected } from "./redirect.ts";

const sources: Readonly<Record<ButtonType, string>> = {
  paypal: "payPal",
  googlepay: "googlePay",
  applepay: "applePay",
  amazonpay: "amazonPay",
};

/** A button of a wallet: it makes the source itself and hands it over in the event `source`. */
export function showButton(
  connection: Connection,
  api: Api,
  texts: Texts,
  { type, sourceData }: Extract<Component, { kind: "button" }>,
): void {
  const source = sourceData.type ?? sources[type];
  const names: Readonly<Record<string, string>> = texts.methods;
  const name = names[source] ?? source;
  const button = h("button", { class: `wallet ${type}`, type: "button" }, texts.continueWith(name));
  document.body.append(button);
  const tell = (event: "ready" | "click" | "cancel" | "source" | "error", data = {}) =>
    connection.send({ kind: "event", name: event, data });
  button.addEventListener("click", () => {
    tell("click");
    button.disabled = true;
    const data: SourceData = { ...sourceData, type: source };
    const work = source === "payPal" || source === "amazonPay" ? leave(data) : make(data);
    void work.finally(() => {
      button.disabled = false;
    });
  });
  connection.onMessage(({ kind }) => {
    if (kind === "focus") button.focus();
    if (kind === "blur") button.blur();
  });
  tell("ready");

  async function make(data: SourceData): Promise<void> {
    const { source: made, error } = await api.create(data);
    if (made === undefined) tell("error", { error });
    else tell("source", { source: made });
  }

  async function leave(data: SourceData): Promise<void> {
    const outcome = await redirected(api, data, openProviderWindow());
    switch (outcome.kind) {
      case "approved":
        tell("source", { source: outcome.source });
        return;
      case "cancelled":
        tell("cancel");
        return;
      case "failed":
        tell("error", { error: outcome.error });
        return;
    }
  }
}
