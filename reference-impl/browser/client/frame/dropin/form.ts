import type { PaymentMethod } from "../../shared/source.ts";
import type { Texts } from "../../shared/text.ts";
import { methodName } from "../../shared/text.ts";
import { h } from "../dom.ts";
import type { Consents } from "./consents.ts";
import type { Panel } from "./panel.ts";

export interface Choice {
  readonly method: PaymentMethod;
  readonly panel: Panel;
}

/** The form of Drop-in: the methods one below the other, what is agreed to, one button. */
export interface Form {
  readonly root: HTMLFormElement;
  readonly chosen: () => Choice | undefined;
  readonly complain: (text: string | undefined) => void;
  readonly setBusy: (isBusy: boolean) => void;
}

export interface FormNeeds {
  readonly texts: Texts;
  readonly choices: readonly Choice[];
  readonly consents: Consents;
  readonly buttonText: string;
  readonly compliance: boolean;
  readonly isFirstOpen: boolean;
  readonly onSubmit: (choice: Choice) => void;
}

export function dropinForm(needs: FormNeeds): Form {
  const { texts, choices, consents } = needs;
  const rows = choices.map((choice) => ({ choice, ...row(choice, texts) }));
  const chosen = () => rows.find(({ radio }) => radio.checked);
  const problem = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "primary", type: "submit" }, needs.buttonText);
  const inputs = h(
    "fieldset",
    {},
    h("legend", {}, texts.paymentMethod),
    ...rows.map(({ root }) => root),
  );
  const compliance = needs.compliance
    ? h("p", { class: "compliance" }, texts.compliance)
    : undefined;
  const root = h(
    "form",
    { class: "dropin", novalidate: true },
    inputs,
    consents.root,
    problem,
    button,
    compliance,
  );
  const complain = (text: string | undefined) => {
    problem.textContent = text ?? "";
  };
  const open = () => {
    for (const { radio, panel, root: each } of rows) {
      panel.hidden = !radio.checked;
      each.classList.toggle("chosen", radio.checked);
    }
    consents.suit(chosen()?.choice.method);
  };
  if (needs.isFirstOpen && rows[0]) rows[0].radio.checked = true;
  open();
  root.addEventListener("change", () => {
    open();
    complain(undefined);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = chosen();
    if (now === undefined) {
      complain(texts.chooseFirst);
      rows[0]?.radio.focus();
      return;
    }
    const wrong = [now.choice.panel.check(), consents.check()].find((each) => each !== undefined);
    if (wrong !== undefined) wrong.focus();
    else needs.onSubmit(now.choice);
  });
  return {
    root,
    chosen: () => chosen()?.choice,
    complain,
    setBusy: (isBusy) => {
      inputs.disabled = isBusy;
      button.disabled = isBusy;
      button.textContent = isBusy ? texts.working : needs.buttonText;
      root.setAttribute("aria-busy", String(isBusy));
    },
  };
}

function row({ method, panel: { content } }: Choice, texts: Texts) {
  const { type, images } = method;
  const radio = h("input", { type: "radio", name: "method", id: `method-${type}`, value: type });
  const icon = h("img", { src: images.iconImage ?? "", alt: "", width: 34, height: 22 });
  const label = h("label", { for: radio.id }, radio, icon, methodName(type, texts));
  const panel = h("div", { class: "panel" }, ...content);
  return { radio, panel, root: h("div", { class: "method" }, label, panel) };
}
