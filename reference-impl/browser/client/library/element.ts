import type {
  ButtonType,
  Component,
  ElementEvent,
  FieldOptions,
  FieldState,
  FieldType,
  ToFrame,
  ToPage,
} from "../shared/messages.ts";
import { buttonTypes, fieldTypes } from "../shared/messages.ts";
import type { Result, SourceData } from "../shared/source.ts";
import { failed } from "../shared/source.ts";
import { textsFor } from "../shared/text.ts";
import type { Host, Library } from "./frame-host.ts";
import { containerOf, openFrame } from "./frame-host.ts";

type Listener = (event: unknown) => void;

/** What `createElement` gives a shop (Elements). */
export interface DigitalRiverElement {
  readonly mount: (target: unknown) => void;
  readonly unmount: () => void;
  readonly destroy: () => void;
  readonly update: (options: FieldOptions) => void;
  readonly focus: () => void;
  readonly blur: () => void;
  readonly on: (name: ElementEvent, listener: Listener) => void;
}

export type ElementOptions = FieldOptions & {
  readonly sourceData?: SourceData;
  readonly sourceId?: string;
  readonly sourceClientSecret?: string;
};

/** Asks the frame of an element for a source, with what the customer typed. */
export type Ask = (message: Asking) => Promise<Result>;
type Asking =
  | { readonly kind: "create"; readonly data: SourceData }
  | { readonly kind: "change-source"; readonly id: string; readonly changes: SourceData };

const asks = new WeakMap<object, Ask>();

/** How the library reaches the frame of an element; undefined for what is no element. */
export const askOf = (element: unknown): Ask | undefined =>
  typeof element === "object" && element !== null ? asks.get(element) : undefined;

export function createElement(
  library: Library,
  name: string,
  options: ElementOptions = {},
): DigitalRiverElement {
  const type = name.toLowerCase();
  const component = componentOf(library, type, options);
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, (result: Result) => void>();
  const known = { options: options as FieldOptions, isDestroyed: false, calls: 0 };
  let mounted: { readonly host: Host; readonly container: Element } | undefined;

  const tell = (event: ElementEvent, data: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(data);
  };
  const hear = (message: ToPage) => {
    switch (message.kind) {
      case "event":
        tell(message.name, { elementType: type, ...message.data });
        return;
      case "state":
        if (mounted) mark(mounted.container, known.options.classes, message.state);
        return;
      case "answer":
        waiting.get(message.call)?.(message.result);
        waiting.delete(message.call);
        return;
      case "height":
      case "challenge-over":
      case "dropin":
        return;
    }
  };
  const send = (message: ToFrame) => mounted?.host.send(message);
  const isField = component.kind === "field";
  const unmount = () => {
    mounted?.host.close();
    if (mounted && isField) mark(mounted.container, known.options.classes, undefined);
    mounted = undefined;
    for (const answer of waiting.values()) answer(notMounted);
    waiting.clear();
  };
  const element: DigitalRiverElement = {
    mount: (target) => {
      if (known.isDestroyed) throw new Error("DigitalRiver.js: this element was destroyed.");
      unmount();
      const container = containerOf(target);
      const frame = {
        title: titleOf(library, type),
        height: heights[component.kind] ?? 40,
        onMessage: hear,
      };
      mounted = {
        container,
        host: openFrame(library, container, withOptions(component, known.options), frame),
      };
      if (isField) mark(container, known.options.classes, atFirst);
    },
    unmount,
    destroy: () => {
      unmount();
      known.isDestroyed = true;
    },
    update: (changed) => {
      known.options = { ...known.options, ...changed };
      send({ kind: "update", options: plain(known.options) });
    },
    focus: () => {
      mounted?.host.frame.focus();
      send({ kind: "focus" });
    },
    blur: () => send({ kind: "blur" }),
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
  };
  asks.set(element, (asking) => {
    if (mounted === undefined) return Promise.resolve(notMounted);
    const call = (known.calls += 1);
    return new Promise((resolve) => {
      waiting.set(call, resolve);
      send({ ...asking, call });
    });
  });
  return element;
}

const notMounted = failed("validation_error", "unknown_error", "The element is not mounted.");

const heights: Readonly<Partial<Record<Component["kind"], number>>> = {
  button: 48,
  instructions: 260,
};

function componentOf(library: Library, type: string, options: ElementOptions): Component {
  if (isOneOf(fieldTypes, type)) {
    return { kind: "field", type, group: library.group, options: plain(options) };
  }
  if (isOneOf(buttonTypes, type)) {
    return { kind: "button", type, sourceData: plain(options.sourceData ?? {}) };
  }
  if (type === "delayedpaymentinstructions") {
    const { sourceId = "", sourceClientSecret: clientSecret = "" } = options;
    return { kind: "instructions", sourceId, clientSecret };
  }
  throw new Error(`DigitalRiver.js: there is no element of the type "${type}".`);
}

function withOptions(component: Component, options: FieldOptions): Component {
  return component.kind === "field" ? { ...component, options: plain(options) } : component;
}

function isOneOf<T extends FieldType | ButtonType>(all: readonly T[], type: string): type is T {
  return (all as readonly string[]).includes(type);
}

/** Without the functions, which cannot leave the page. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const atFirst: FieldState = { empty: true, complete: false, invalid: false, focus: false };

/** The classes of the container say how its field is doing (Elements, "Custom classes"). */
function mark(
  container: Element,
  custom: FieldOptions["classes"] = {},
  state: FieldState | undefined,
): void {
  const set = (name: string, fallback: string, isOn: boolean) => {
    const names = (custom[name] ?? fallback).split(/\s+/).filter(Boolean);
    for (const each of names) container.classList.toggle(each, isOn);
  };
  set("base", "DRElement", state !== undefined);
  for (const name of ["empty", "complete", "invalid", "focus"] as const)
    set(name, `DRElement--${name}`, state?.[name] === true);
}

function titleOf({ locale }: Library, type: string): string {
  const texts = textsFor(locale);
  const titles: Readonly<Record<string, string>> = {
    cardnumber: texts.cardNumber,
    cardexpiration: texts.expiration,
    cardcvv: texts.code,
    iban: texts.iban,
    onlinebanking: texts.bank,
    ideal: texts.bank,
    konbini: texts.store,
    paypal: texts.methods.payPal,
    googlepay: texts.methods.googlePay,
    applepay: texts.methods.applePay,
    amazonpay: texts.methods.amazonPay,
    delayedpaymentinstructions: texts.payTo,
  };
  return titles[type] ?? type;
}
