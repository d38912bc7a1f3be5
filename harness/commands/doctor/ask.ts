import type { CallStep, KeyKind } from "../../case/types.ts";
import { bind } from "../../execute/bind.ts";
import type { Driver } from "../../execute/driver.ts";
import type { Exchange } from "../../http/types.ts";
import type { Api } from "../../requirements/types.ts";
import { redactExchange } from "../../secrets/redact.ts";
import type { Workspace } from "../../workspace.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** What an examination needs. */
export interface Patient {
  readonly driver: Driver;
  readonly workspace: Workspace;
  /** Called with each finding as it is made. */
  readonly tell: (finding: Diagnosis) => void;
}

/** A source that does not exist, unless another id is given: reading changes nothing, and every server has an answer. */
export async function ask(
  api: Api,
  as: KeyKind,
  { driver }: Patient,
  withHeaders = true,
  source = "headwater-doctor",
): Promise<Exchange> {
  const target = driver.target.apis[api];
  const bare = target === undefined || withHeaders ? {} : { [api]: { ...target, headers: {} } };
  const asked = { ...driver.target, apis: { ...driver.target.apis, ...bare } };
  const step: CallStep = { ...readSource, api, as };
  const input = { target: asked, values: { source }, absent: new Set<string>() };
  const bound = bind(step, input);
  if (!bound.ok) throw new Error(bound.cause);
  await driver.rateLimit.ready();
  return redactExchange(await driver.send(bound.request), driver.redact);
}

const readSource = {
  kind: "call",
  id: "doctor",
  method: "GET",
  path: ["/sources/", { ref: "source" }],
  bareKey: false,
  headers: {},
  body: { kind: "none" },
  take: [],
  runs: [{}],
  origin: { file: "doctor" },
} as const;
