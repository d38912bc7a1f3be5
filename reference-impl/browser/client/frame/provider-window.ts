/** The window of a payment provider, opened from the customer's click. */
export interface ProviderWindow {
  /** Where the provider sends the customer back to. */
  readonly returnUrl: string;
  readonly goTo: (url: string) => void;
  /** Resolves when the customer came back, or closed the window. */
  readonly left: Promise<void>;
  readonly close: () => void;
  readonly isBlocked: boolean;
}

export function openProviderWindow(): ProviderWindow {
  const nonce = [...crypto.getRandomValues(new Uint8Array(12))].join("");
  const page = `${location.origin}/v1/components/window`;
  const opened = open(`${page}#wait`, "_blank", "popup,width=480,height=640");
  const left = new Promise<void>((resolve) => {
    const end = () => {
      removeEventListener("message", hear);
      clearInterval(watch);
      resolve();
    };
    const hear = (event: MessageEvent<{ returned?: string } | undefined>) => {
      const isMine = event.origin === location.origin && event.source === opened;
      if (isMine && event.data?.returned === nonce) end();
    };
    const watch = setInterval(() => {
      if (opened === null || opened.closed) end();
    }, 200);
    addEventListener("message", hear);
  });
  return {
    returnUrl: `${page}#${nonce}`,
    goTo: (url) => {
      if (opened !== null) opened.location.href = url;
    },
    left,
    close: () => opened?.close(),
    isBlocked: opened === null,
  };
}

/** In the window itself: waits to be sent on, or says that the customer is back. */
export function beProviderWindow(waiting: string, done: string): void {
  const nonce = location.hash.slice(1);
  const text = document.createElement("p");
  text.textContent = nonce === "wait" ? waiting : done;
  const main = document.createElement("main");
  main.append(text);
  document.body.append(main);
  document.body.classList.add("window");
  document.documentElement.style.colorScheme = "light dark";
  if (nonce === "wait") return;
  const opener = window.opener as Window | null;
  opener?.postMessage({ returned: nonce }, location.origin);
  close();
}
