import { digitalRiver } from "./digital-river.ts";

/** The script tag says where the sandbox is. */
const script = document.currentScript;
const { origin } = new URL(script instanceof HTMLScriptElement ? script.src : document.baseURI);

/** With `new` or without. */
function DigitalRiver(key: string, options?: { readonly locale?: string }) {
  return digitalRiver(origin, key, options);
}

Object.assign(window, { DigitalRiver });
