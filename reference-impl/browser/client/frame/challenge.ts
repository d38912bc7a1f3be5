import type { Api } from "../shared/api.ts";
import type { AuthenticationStatus } from "../shared/source.ts";
import type { Texts } from "../shared/text.ts";
import { h } from "./dom.ts";

export interface Challenged {
  readonly sourceId: string;
  readonly clientSecret: string;
  readonly sessionId: string | undefined;
}

/** The bank of the sandbox asks the customer who they are. Three wrong passwords, and it gives up. */
export function askCustomer(
  parent: HTMLElement,
  api: Api,
  texts: Texts,
  { sourceId, clientSecret, sessionId }: Challenged,
): Promise<AuthenticationStatus> {
  const password = h("input", {
    id: "password",
    class: "control",
    type: "password",
    autocomplete: "off",
    "aria-describedby": "password-hint password-error",
    required: true,
  });
  const error = h("p", { id: "password-error", class: "error", "aria-live": "polite" });
  const confirm = h("button", { class: "primary", type: "submit" }, texts.confirm);
  const cancel = h("button", { class: "quiet", type: "button" }, texts.cancel);
  const form = h(
    "form",
    { class: "challenge", novalidate: true, "aria-labelledby": "challenge-title" },
    h("h2", { id: "challenge-title" }, texts.challengeTitle),
    h("p", {}, texts.challengeNote(texts.card)),
    h(
      "div",
      { class: "field" },
      h("label", { for: "password" }, texts.password),
      password,
      h("p", { id: "password-hint", class: "hint" }, texts.challengeHint),
      error,
    ),
    h("div", { class: "row" }, cancel, confirm),
  );
  parent.append(form);
  password.focus();
  const complain = (text: string) => {
    error.textContent = text;
    password.setAttribute("aria-invalid", "true");
    password.select();
    password.focus();
  };
  return new Promise((resolve) => {
    let tries = 0;
    const end = (status: AuthenticationStatus) => {
      form.remove();
      resolve(status);
    };
    cancel.addEventListener("click", () => end("failed"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (password.value === "") {
        complain(texts.required);
        return;
      }
      confirm.disabled = true;
      const session = sessionId === undefined ? { storage: true } : { sessionId };
      const answer = { sourceClientSecret: clientSecret, ...session, password: password.value };
      void api.authenticate(sourceId, answer).then(({ value }) => {
        confirm.disabled = false;
        tries += 1;
        if (value !== undefined && value.status !== "challenge") end(value.status);
        else if (tries === 3) end("failed");
        else complain(texts.wrongPassword);
      });
    });
  });
}
