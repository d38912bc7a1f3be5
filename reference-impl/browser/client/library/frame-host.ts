import type { Component, Hello, Scheme, ToFrame, ToPage } from "../shared/messages.ts";

/** What every component of one DigitalRiver object shares. */
export interface Library {
  /** Where the library comes from, and where its frames live. */
  readonly origin: string;
  readonly key: string;
  readonly locale: string;
  /** The fields of one object find each other by it. */
  readonly group: string;
}

/** A frame of the sandbox's origin within the page of the shop. */
export interface Host {
  readonly frame: HTMLIFrameElement;
  readonly send: (message: ToFrame) => void;
  readonly close: () => void;
}

export interface HostOptions {
  readonly title: string;
  /** Pixels until the frame says how high it is. */
  readonly height: number;
  readonly onMessage: (message: ToPage) => void;
}

export function openFrame(
  library: Library,
  container: Element,
  component: Component,
  options: HostOptions,
): Host {
  const nonce = randomName();
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement("iframe");
  frame.className = "DRFrame";
  frame.title = options.title;
  Object.assign(frame.style, { border: "0", display: "block", width: "100%" });
  // Until it knows the colours of the page, a frame would flash.
  frame.style.visibility = "hidden";
  frame.style.height = `${options.height}px`;
  frame.allow = "payment";
  frame.src = `${library.origin}/v1/components/${component.kind}#${nonce}`;
  port1.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    frame.style.visibility = "";
    if (data.kind === "height") frame.style.height = `${data.height}px`;
    options.onMessage(data);
  });
  port1.start();
  const { key, locale } = library;
  const setup = { key, locale, component, scheme: schemeOf(container) };
  const hello: Hello = { headwater: nonce, setup };
  const recolour = () => port1.postMessage({ kind: "scheme", scheme: schemeOf(container) });
  darkness.addEventListener("change", recolour);
  const greet = () => frame.contentWindow?.postMessage(hello, library.origin, [port2]);
  frame.addEventListener("load", greet, { once: true });
  container.append(frame);
  return {
    frame,
    send: (message) => port1.postMessage(message),
    close: () => {
      darkness.removeEventListener("change", recolour);
      port1.close();
      frame.remove();
    },
  };
}

const darkness = matchMedia("(prefers-color-scheme: dark)");

/** Dark where the customer wants it and the page takes part, by its style or its meta element. */
function schemeOf(container: Element): Scheme {
  const { colorScheme: styled } = getComputedStyle(container);
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
  const declared = styled === "normal" ? (meta?.content ?? "light") : styled;
  if (!declared.includes("dark")) return "light";
  return darkness.matches || !declared.includes("light") ? "dark" : "light";
}

/** Not to be guessed by another frame of the page. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The container: an element, or the id or selector of one. */
export function containerOf(target: unknown): Element {
  const found =
    target instanceof Element
      ? target
      : (document.getElementById(String(target)) ?? document.querySelector(String(target)));
  if (found === null) throw new Error(`DigitalRiver.js: there is no element "${String(target)}".`);
  return found;
}
