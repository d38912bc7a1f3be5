import type { Hello, Scheme, Setup, ToFrame, ToPage } from "../shared/messages.ts";

/** The line from a frame to the page that made it. */
export interface Connection {
  readonly setup: Setup;
  readonly send: (message: ToPage) => void;
  readonly onMessage: (listener: (message: ToFrame) => void) => void;
}

/** Waits for the one greeting that comes from the page around, with the nonce of this frame; nothing else is heard. */
export function connect(): Promise<Connection> {
  const nonce = location.hash.slice(1);
  return new Promise((resolve) => {
    const hear = (event: MessageEvent<Partial<Hello> | undefined>) => {
      const [port] = event.ports;
      const { headwater, setup } = event.data ?? {};
      const isParent = event.source === parent && isEmbedder(event.origin);
      if (!isParent || headwater !== nonce || nonce === "" || !port || !setup) return;
      removeEventListener("message", hear);
      resolve(over(port, setup));
    };
    addEventListener("message", hear);
  });
}

/** Browsers that say who frames a document are believed over the message. */
function isEmbedder(origin: string): boolean {
  const ancestors: DOMStringList | undefined = location.ancestorOrigins;
  return ancestors === undefined || ancestors[0] === origin;
}

function over(port: MessagePort, setup: Setup): Connection {
  const listeners: ((message: ToFrame) => void)[] = [];
  const unheard: ToFrame[] = [];
  paint(setup.scheme);
  document.documentElement.lang = setup.locale.replace("_", "-");
  port.addEventListener("message", ({ data }: MessageEvent<ToFrame>) => {
    if (data.kind === "scheme") paint(data.scheme);
    if (listeners.length === 0) unheard.push(data);
    for (const listener of listeners) listener(data);
  });
  port.start();
  return {
    setup,
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      listeners.push(listener);
      for (const message of unheard.splice(0)) listener(message);
    },
  };
}

function paint(scheme: Scheme): void {
  document.documentElement.style.colorScheme = scheme;
}

/** Tells the page how high the frame has to be, now and whenever that changes. */
export function reportHeight({ send }: Connection): void {
  const tell = () =>
    send({ kind: "height", height: Math.ceil(document.body.getBoundingClientRect().height) });
  new ResizeObserver(tell).observe(document.body);
}
