import type { Api } from "../shared/api.ts";
import type { Judged } from "../shared/card.ts";
import { brandOf } from "../shared/card.ts";
import type { Component } from "../shared/messages.ts";
import type { Result, SourceData } from "../shared/source.ts";
import { textOf } from "../shared/source.ts";
import type { Texts } from "../shared/text.ts";
import { choicesFor, choiceSources } from "./choices.ts";
import type { Connection } from "./connection.ts";
import { h } from "./dom.ts";
import { fieldKinds, keepFormatted } from "./field-kinds.ts";
import { restyle } from "./field-style.ts";
import { fieldsOf } from "./group.ts";

type Field = Extract<Component, { kind: "field" }>;
type Control = HTMLInputElement | HTMLSelectElement;

/** One field of a form that the shop lays out itself (Elements). */
export async function showField(
  connection: Connection,
  api: Api,
  texts: Texts,
  field: Field,
): Promise<void> {
  const { control, judge, details, source, extra } = await fieldFor(field, api, texts);
  document.body.classList.add("lone-field");
  document.body.append(control);
  window.headwaterField = { group: field.group, type: field.type, judge, details };

  const state = { options: field.options, focus: false, left: false };
  const report = () => {
    const { empty, complete, error } = judge();
    const invalid = error !== undefined && (state.left || isFinal(error));
    control.setAttribute("aria-invalid", String(invalid));
    restyle(control, state.options, { empty, complete, invalid, focus: state.focus });
    connection.send({ kind: "state", state: { empty, complete, invalid, focus: state.focus } });
  };
  const tell = (name: "ready" | "focus" | "blur" | "return", data = {}) =>
    connection.send({ kind: "event", name, data });

  control.addEventListener("input", () => {
    report();
    connection.send({
      kind: "event",
      name: "change",
      data: changeOf(field, control, judge(), texts),
    });
  });
  control.addEventListener("focus", () => {
    state.focus = true;
    report();
    tell("focus");
  });
  control.addEventListener("blur", () => {
    state.focus = false;
    state.left = true;
    report();
    tell("blur");
  });
  control.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter") tell("return");
  });
  connection.onMessage((message) => {
    switch (message.kind) {
      case "focus":
        control.focus();
        return;
      case "blur":
        control.blur();
        return;
      case "update":
        state.options = message.options;
        if (message.options.placeholderText !== undefined && control instanceof HTMLInputElement)
          control.placeholder = message.options.placeholderText;
        report();
        return;
      case "create":
        void create(api, texts, field.group, source, message.data).then((result) =>
          connection.send({ kind: "answer", call: message.call, result }),
        );
        return;
      case "change-source": {
        const { call, id, changes } = message;
        void change(api, texts, field.group, id, changes).then((result) =>
          connection.send({ kind: "answer", call, result }),
        );
        return;
      }
      case "scheme":
        return;
    }
  });
  report();
  tell("ready", extra);
}

interface Made {
  readonly control: Control;
  readonly judge: () => Judged;
  readonly details: () => Readonly<Record<string, unknown>>;
  readonly source: string;
  /** What `ready` says besides. */
  readonly extra: Readonly<Record<string, unknown>>;
}

async function fieldFor(field: Field, api: Api, texts: Texts): Promise<Made> {
  const { type, options } = field;
  if (type === "onlinebanking" || type === "ideal" || type === "konbini") {
    const { select, label, isEmpty, details } = await choicesFor(type, api, texts, options);
    select.setAttribute("aria-label", label);
    const judge = () => ({
      empty: select.value === "",
      complete: select.value !== "",
      error: undefined,
    });
    const has = type === "konbini" ? "hasAvailableStores" : "hasAvailableBanks";
    return {
      control: select,
      judge,
      details,
      source: choiceSources[type],
      extra: { [has]: !isEmpty },
    };
  }
  const kind = fieldKinds[type];
  const input = h("input", {
    ...kind.attributes,
    class: "control",
    "aria-label": kind.label(texts),
    placeholder: options.placeholderText ?? kind.placeholder(texts),
  });
  input.addEventListener("input", () => keepFormatted(input, kind.format));
  const numberBeside = () => {
    const beside = fieldsOf(field.group).find((each) => each.type === "cardnumber");
    return textOf(beside?.details()["number"]);
  };
  const judge = () => kind.judge(input.value, type === "cardcvv" ? numberBeside() : "");
  return {
    control: input,
    judge,
    details: () => kind.details(input.value),
    source: kind.source,
    extra: {},
  };
}

/** A source from what stands in the fields of the form, sent from here to the API. */
async function create(
  api: Api,
  texts: Texts,
  group: string,
  source: string,
  data: SourceData,
): Promise<Result> {
  const type = data.type ?? source;
  const asked = collect(texts, group);
  if (asked.error !== undefined) return asked.error;
  const given = data[type];
  const details = { ...(typeof given === "object" ? given : {}), ...asked.details };
  return api.create({ ...data, type, [type]: details });
}

/** DR-UPDATE-5: The new expiry, where the form has a field for it. */
async function change(
  api: Api,
  texts: Texts,
  group: string,
  id: string,
  changes: SourceData,
): Promise<Result> {
  const asked = collect(texts, group);
  if (asked.error !== undefined) return asked.error;
  const { expirationMonth, expirationYear } = asked.details;
  return api.update(id, { ...changes, expirationMonth, expirationYear });
}

type Collected =
  | { readonly details: Readonly<Record<string, unknown>>; readonly error: undefined }
  | { readonly details: undefined; readonly error: Result };

function collect(texts: Texts, group: string): Collected {
  const fields = fieldsOf(group);
  const errors = fields.flatMap((each) => {
    const { empty, complete, error } = each.judge();
    if (complete) return [];
    const code = error ?? (empty ? incomplete[each.type] : "invalid_format") ?? "invalid_format";
    const messages: Readonly<Record<string, string>> = texts.errors;
    return [{ code, message: messages[code] ?? texts.chooseFirst }];
  });
  if (errors.length > 0)
    return {
      details: undefined,
      error: { source: undefined, error: { type: "validation_error", errors } },
    };
  return { details: Object.assign({}, ...fields.map((each) => each.details())), error: undefined };
}

const incomplete: Readonly<Partial<Record<Field["type"], string>>> = {
  cardnumber: "incomplete_card_number",
  cardexpiration: "incomplete_expiration_date",
  cardcvv: "incomplete_security_code",
  iban: "incomplete_iban",
};

/** What is wrong for good is said at once; what is only unfinished, when the customer leaves. */
function isFinal(error: string): boolean {
  return error.startsWith("invalid_");
}

function changeOf({ type }: Field, control: Control, judged: Judged, texts: Texts) {
  const { empty, complete, error } = judged;
  return {
    ...(type === "cardnumber" ? { brand: brandOf(control.value) } : {}),
    ...(control instanceof HTMLSelectElement ? { value: control.value } : {}),
    empty,
    complete,
    error:
      error === undefined
        ? null
        : { type: "validation_error", code: error, message: texts.errors[error] },
  };
}
