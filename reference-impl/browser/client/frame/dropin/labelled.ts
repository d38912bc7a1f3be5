import { h } from "../dom.ts";

/** A field with its label above and its error below. */
export interface Labelled {
  readonly root: HTMLElement;
  readonly complain: (error: string | undefined) => void;
}

export function labelled(
  id: string,
  label: string,
  control: HTMLInputElement | HTMLSelectElement,
): Labelled {
  const error = h("p", { id: `${id}-error`, class: "error", "aria-live": "polite" });
  control.id = id;
  control.classList.add("control");
  control.setAttribute("aria-describedby", `${id}-error`);
  return {
    root: h("div", { class: "field" }, h("label", { for: id }, label), control, error),
    complain: (text) => {
      error.textContent = text ?? "";
      control.setAttribute("aria-invalid", String(text !== undefined));
    },
  };
}
