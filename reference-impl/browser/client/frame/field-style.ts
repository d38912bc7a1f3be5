import type { FieldOptions, FieldState } from "../shared/messages.ts";

/** Applies the shop's own styles for the state; only the documented properties, by name (Elements, "Custom styles"). */
export function restyle(
  control: HTMLElement,
  { style = {} }: FieldOptions,
  state: FieldState,
): void {
  const names = (["empty", "complete", "invalid", "focus"] as const).filter((name) => state[name]);
  const wanted = Object.assign({}, style["base"], ...names.map((name) => style[name])) as Readonly<
    Record<string, unknown>
  >;
  for (const property of properties) {
    const value = wanted[property];
    const name = property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (typeof value === "string") control.style.setProperty(name, value);
    else control.style.removeProperty(name);
  }
}

const properties = [
  "boxShadow",
  "color",
  "fontFamily",
  "fontSize",
  "fontStyle",
  "fontVariant",
  "fontWeight",
  "height",
  "letterSpacing",
  "padding",
  "paddingBottom",
  "paddingLeft",
  "paddingRight",
  "paddingTop",
  "textAlign",
  "textDecoration",
  "textShadow",
];
