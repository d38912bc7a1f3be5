import type { Api } from "../shared/api.ts";
import { rules } from "../shared/rules.ts";
import type { AuthenticationStatus, ErrorResult } from "../shared/source.ts";
import { textsFor } from "../shared/text.ts";
import type { Library } from "./frame-host.ts";
import { openFrame } from "./frame-host.ts";

export interface Authentication {
  readonly status: AuthenticationStatus;
  /** Why it failed, where the service refused to try. */
  readonly error?: ErrorResult;
}

export interface ToAuthenticate {
  readonly sourceId: string;
  readonly sourceClientSecret: string;
  readonly sessionId: string | undefined;
}

/** Asks whether the customer has to prove who they are, and lets them. */
export async function authenticate(
  library: Library,
  api: Api,
  data: ToAuthenticate,
): Promise<Authentication> {
  const sessionId = rules.authenticatedSession(data.sessionId);
  const { sourceId, sourceClientSecret } = data;
  const { value, error } = await api.authenticate(sourceId, {
    sourceClientSecret,
    ...(sessionId === undefined ? {} : { sessionId }),
  });
  if (value === undefined) return { status: "failed", error };
  if (value.status !== "challenge") return { status: value.status };
  return { status: await challenge(library, { sourceId, sourceClientSecret, sessionId }) };
}

/** A dialog above the shop's page: focus goes in and comes back, and Escape gives up. */
function challenge(library: Library, data: ToAuthenticate): Promise<AuthenticationStatus> {
  const { sourceId, sourceClientSecret: clientSecret, sessionId } = data;
  const title = textsFor(library.locale).challengeTitle;
  const dialog = document.createElement("dialog");
  dialog.className = "DRChallenge";
  dialog.setAttribute("aria-label", title);
  const { style } = dialog;
  Object.assign(style, { border: "0", borderRadius: "12px", padding: "0", overflow: "hidden" });
  Object.assign(style, { width: "min(26rem, calc(100vw - 2rem))", background: "transparent" });
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (status: AuthenticationStatus) => {
      host.close();
      dialog.close();
      dialog.remove();
      resolve(status);
    };
    const component = { kind: "challenge", sourceId, clientSecret, sessionId } as const;
    const host = openFrame(library, dialog, component, {
      title,
      height: 360,
      onMessage: (message) => {
        if (message.kind === "challenge-over") end(message.status);
      },
    });
    dialog.addEventListener("cancel", () => end("failed"));
    dialog.showModal();
    host.frame.focus();
  });
}
