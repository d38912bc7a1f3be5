import { setTimeout as sleep } from "node:timers/promises";
import type { Values } from "../case/json.ts";
import type { CallStep, Case } from "../case/types.ts";
import { takeValues } from "../check/select.ts";
import { isSettled } from "../check/settled.ts";
import type { Answered, Exchange, HttpRequest } from "../http/types.ts";
import type { Owner, Record } from "../journal/transcript.ts";
import { redactExchange } from "../secrets/redact.ts";
import { isTokenName } from "../secrets/token-aliases.ts";
import { bind, type Bound } from "./bind.ts";
import type { Driver } from "./driver.ts";

/** What calls are made by. */
export interface CallDriver extends Driver {
  readonly record: Record;
}

/** What one call is made for. */
export interface CallContext {
  readonly driver: CallDriver;
  readonly case: Case;
  readonly owner: Owner;
  readonly judged: boolean;
  readonly run: number;
  readonly values: Values;
  readonly absent: ReadonlySet<string>;
}

/** The last exchange of a call, redacted, or why none was made. */
export type Called =
  | { readonly ok: true; readonly exchange: Exchange }
  | Extract<Bound, { readonly ok: false }>;

/** Sends a call; a polled one until it settles or its time is over. Every exchange is recorded. */
export async function makeCall(step: CallStep, context: CallContext): Promise<Called> {
  const { driver, values, absent } = context;
  const bound = bind(step, { target: driver.target, values, absent });
  if (!bound.ok) return bound;
  const request = traced(bound.request, context);
  const deadline =
    performance.now() + (step.withinMs === undefined ? 0 : pollBoundMs(step, driver));
  let waitMs = firstWaitMs;
  for (let tries = 1; ; tries += 1) {
    const exchange = await sendOnce(step, request, context);
    const checks = context.judged ? context.case.checks : [];
    const schemas = driver.schemas[step.api];
    const over = performance.now() + waitMs > deadline || exchange.reply.kind === "silent";
    if (over || isSettled(step, checks, exchange, values, schemas)) return { ok: true, exchange };
    if (driver.pollsAgain?.(tries) === false) return { ok: true, exchange };
    await sleep(waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** The case is named only where somebody asks for it: a server that knows it could play back what it heard before. */
function traced(
  request: HttpRequest,
  { driver: { traceHeader }, case: { id } }: CallContext,
): HttpRequest {
  if (traceHeader === undefined) return request;
  return { ...request, headers: { ...request.headers, [traceHeader]: id } };
}

const firstWaitMs = 20;
const longestWaitMs = 500;

const pollBoundMs = (step: CallStep, { target }: Driver): number =>
  Math.max(step.withinMs ?? 0, target.limits.settleMs);

/** Of what no check is on, an answer that asks for it is asked again, and so is what may be; a judged one stands. */
async function sendOnce(
  step: CallStep,
  request: HttpRequest,
  context: CallContext,
): Promise<Exchange> {
  const { driver, owner, judged, run, values } = context;
  const once = isJudged(context) || !isSafe(request);
  for (let [asks, losses] = [0, 0]; ;) {
    await driver.rateLimit.ready();
    const sent = await driver.send(request, { once });
    const exchange = redactExchange(sent, driver.redact);
    driver.tokenAliases?.learn(exchange.reply, tokensTaken(step, exchange, values));
    const together = step.together === undefined ? {} : { together: step.together };
    driver.record({ kind: "exchange", ...owner, judged, run, ...together, exchange });
    const { reply } = exchange;
    if (asksToWait(reply)) {
      const mayAgain = driver.rateLimit.rest(reply.headers["retry-after"], asks);
      if (!mayAgain || isJudged(context)) return exchange;
      asks += 1;
      continue;
    }
    const waitMs =
      isJudged(context) || !isLost(reply, request) ? undefined : driver.resendAfterMs?.[losses];
    if (waitMs === undefined) return exchange;
    losses += 1;
    await sleep(waitMs);
  }
}

/** What the step takes, if a token is among it. */
const tokensTaken = ({ take }: CallStep, exchange: Exchange, values: Values): Values =>
  take.some(({ name }) => isTokenName(name)) ? takeValues(take, exchange, values) : {};

/** The server did not do it, and says when it will. */
const asksToWait = (reply: Exchange["reply"]): reply is Answered =>
  reply.kind === "answered" &&
  (reply.status === 429 || (reply.status === 503 && reply.headers["retry-after"] !== undefined));

/** Nothing was done: no connection came about. Or it does not matter: reading twice is as good as once. */
function isLost(reply: Exchange["reply"], request: HttpRequest): boolean {
  if (reply.kind === "answered") return isSafe(request) && [502, 503, 504].includes(reply.status);
  return reply.reason === "unreachable" || (reply.reason === "reset" && isSafe(request));
}

const isSafe = ({ method }: HttpRequest): boolean => method === "GET" || method === "HEAD";

const isJudged = ({ judged, owner, case: testCase }: CallContext): boolean =>
  judged && testCase.checks.some((check) => check.on.includes(owner.name));
