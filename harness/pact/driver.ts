import type { Driver } from "../execute/call.ts";
import { createRedact } from "../secrets/redact.ts";
import type { SpecBook } from "../requirements/types.ts";
import { openSender } from "../implementation/connection.ts";
import { createRateLimit } from "../implementation/rate-limit.ts";
import type { Target } from "../implementation/types.ts";

/** A driver over connections of its own; `close` ends them. */
export interface OpenDriver {
  readonly driver: Driver;
  readonly close: () => Promise<void>;
}

/** What states and recordings are driven with: as many requests at once as the target file allows, as gently as it asks. */
export function openDriver(target: Target, specs: SpecBook, version: string): OpenDriver {
  const sender = openSender(target, target.limits.concurrency);
  const driver = {
    target,
    schemas: specs.schemas,
    send: sender.send,
    pace: createRateLimit(target.limits.requestsPerSecond),
    redact: createRedact(target.secrets),
    agent: `headwater/${version}`,
  };
  return { driver, close: sender.close };
}
