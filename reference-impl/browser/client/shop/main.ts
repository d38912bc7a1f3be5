import type { DigitalRiverObject } from "../library/digital-river.ts";
import type { Owner } from "../shared/source.ts";
import type { Success } from "../shared/messages.ts";

/** The page's side of the shop, as short as a shop can be. */
declare const DigitalRiver: new (key: string, options: { locale: string }) => DigitalRiverObject;

interface Config {
  readonly key: string;
  readonly billingAddress: Owner;
  readonly returnUrl: string;
  readonly sessionId?: string;
  readonly shopRedirects?: boolean;
  readonly instructions?: { readonly sourceId: string; readonly clientSecret: string };
}

const found = (id: string) => document.getElementById(id) ?? undefined;
const container = found("payment") ?? found("methods") ?? found("instructions");
if (container !== undefined) start(container.id, JSON.parse(container.dataset["config"] ?? "{}"));

function start(page: string, config: Config): void {
  const digitalRiver = new DigitalRiver(config.key, { locale: "en-US" });
  switch (page) {
    case "payment":
      pay(digitalRiver, config);
      return;
    case "methods":
      manage(digitalRiver, config);
      return;
    default:
      showInstructions(digitalRiver, config);
  }
}

function pay(digitalRiver: DigitalRiverObject, config: Config): void {
  const { sessionId = "", billingAddress, returnUrl, shopRedirects } = config;
  const redirect = shopRedirects
    ? { disableAutomaticRedirects: true, returnUrl, cancelUrl: returnUrl }
    : { disableAutomaticRedirects: false };
  digitalRiver
    .createDropin({
      sessionId,
      billingAddress,
      options: {
        flow: "checkout",
        usage: "convenience",
        showSavePaymentAgreement: true,
        button: { type: "continue" },
        redirect,
      },
      onSuccess: (data) => {
        const { source, readyForStorage, supportsStorage } = data as Success;
        void send("/shop/source", {
          sourceId: source.id,
          save: readyForStorage && supportsStorage,
        });
      },
    })
    .mount("payment");

  for (const button of enabled("button[data-use]")) {
    const { use: sourceId = "", secret: sourceClientSecret = "" } = button.dataset;
    button.addEventListener("click", () => {
      button.disabled = true;
      void digitalRiver
        .authenticateSource({ sessionId, sourceId, sourceClientSecret, returnUrl })
        .then(({ status }) => {
          button.disabled = false;
          if (status === "failed") complain("Your bank did not confirm that it is you.");
          else void send("/shop/source", { sourceId, save: false });
        });
    });
  }
}

function manage(digitalRiver: DigitalRiverObject, { billingAddress }: Config): void {
  digitalRiver
    .createDropin({
      billingAddress,
      options: { flow: "managePaymentMethods", button: { type: "custom", buttonText: "Save" } },
      onSuccess: (data) => void send("/shop/methods", { sourceId: (data as Success).source.id }),
    })
    .mount("methods");

  for (const button of enabled("button[data-change]"))
    button.addEventListener("click", () => changeExpiry(digitalRiver, button), { once: true });
}

/** Buttons that do nothing without this script, so that the page has them disabled until it is there. */
function enabled(selector: string): readonly HTMLButtonElement[] {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(selector)];
  for (const button of buttons) button.disabled = false;
  return buttons;
}

/** A field for the new expiry takes the place of the button. */
function changeExpiry(digitalRiver: DigitalRiverObject, button: HTMLButtonElement): void {
  const { change: id = "", secret: clientSecret = "" } = button.dataset;
  const expiration = digitalRiver.createElement("cardexpiration");
  const place = document.createElement("div");
  place.className = "expiry";
  const save = document.createElement("button");
  save.textContent = "Save expiry";
  button.replaceWith(place, save);
  expiration.on("ready", () => expiration.focus());
  expiration.mount(place);
  save.addEventListener("click", () => {
    void digitalRiver.updateSource(expiration, { id, clientSecret }).then(({ error }) => {
      if (error === undefined) location.reload();
      else complain(error.errors[0]?.message ?? "");
    });
  });
}

function showInstructions(digitalRiver: DigitalRiverObject, { instructions }: Config): void {
  if (instructions === undefined) return;
  const { sourceId, clientSecret: sourceClientSecret } = instructions;
  digitalRiver
    .createElement("delayedpaymentinstructions", { sourceId, sourceClientSecret })
    .mount("instructions");
}

/** Tells the shop's server, and goes where it says. */
async function send(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { next, problem } = (await response.json()) as { next?: string; problem?: string };
  if (next === undefined) complain(problem ?? "That did not work.");
  else location.assign(next);
}

function complain(text: string): void {
  const problem = found("problem");
  if (problem !== undefined) problem.textContent = text;
}
