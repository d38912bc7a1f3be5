import type { Api } from "../shared/api.ts";
import type { Component } from "../shared/messages.ts";
import type { Source } from "../shared/source.ts";
import type { Texts } from "../shared/text.ts";
import type { Connection } from "./connection.ts";
import { h } from "./dom.ts";

/** Where the customer of a receiver source pays to (Delayed Payment Instructions element). */
export async function showInstructions(
  connection: Connection,
  api: Api,
  texts: Texts,
  { sourceId, clientSecret }: Extract<Component, { kind: "instructions" }>,
): Promise<void> {
  const { source, error } = await api.retrieve(sourceId, clientSecret);
  document.body.append(
    source === undefined
      ? h("p", { class: "error", role: "alert" }, error.errors[0]?.message ?? "")
      : h(
          "section",
          { class: "instructions", "aria-labelledby": "pay-to" },
          h("h2", { id: "pay-to" }, texts.payTo),
          h("dl", {}, ...rows(texts, source)),
          h("p", { class: "hint" }, texts.payToNote),
        ),
  );
  connection.send({
    kind: "event",
    name: "ready",
    data: { elementType: "delayedPaymentInstructions" },
  });
}

function rows(texts: Texts, source: Source): readonly Node[] {
  const details = source[source.type] as Readonly<Record<string, unknown>> | undefined;
  const { amount, currency = "" } = source;
  const known = Object.entries(texts.details).map(([name, label]) => [label, details?.[name]]);
  return [[texts.amount, amount && `${amount} ${currency}`], ...known].flatMap(([label, value]) =>
    typeof value === "string" ? [h("dt", {}, String(label)), h("dd", {}, value)] : [],
  );
}
