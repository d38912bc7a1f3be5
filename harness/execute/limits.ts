import { mayHaveMade, mayMake } from "../check/created-id.ts";
import { readingsOf } from "../http/readings.ts";
import type { Exchange, HttpRequest, Send } from "../http/types.ts";
import type { Limits } from "../implementation/types.ts";
import { membersIn } from "../read/members.ts";

/** What a run may do at most on a target. */
export type RunLimits = Pick<Limits, "objects" | "amount">;

/**
 * Sends only what stays within the limits: not a request that might make one object too many, nor one that names a higher
 * amount. A request counts as having made one where its answer cannot be read, or never came.
 *
 * @param stop Called with the reason, once; what is sent afterwards never returns.
 */
export function withinLimits(send: Send, limits: RunLimits, stop: (why: string) => void): Send {
  const { objects, amount } = limits;
  if (objects === undefined && amount === undefined) return send;
  let made = 0;
  let underWay = 0;
  let stopped = false;
  const end = (why: string) => {
    if (!stopped) stop(why);
    stopped = true;
    return never;
  };
  const whyNot = (request: HttpRequest): string | undefined => {
    const call = `${request.method} ${request.url}`;
    if (objects !== undefined && mayMake(request) && made + underWay >= objects)
      return `${call} was not sent: the run made ${made} objects, ${underWay} requests may be making more, and limits.objects is ${objects}`;
    const high = amount === undefined ? undefined : amountOver(amount, request.body ?? "", named);
    return high && `${call} was not sent: ${high} in its body, and limits.amount is ${amount}`;
  };
  return async (request, options) => {
    if (stopped) return never;
    const why = whyNot(request);
    if (why !== undefined) return end(why);
    const making = mayMake(request) ? 1 : 0;
    underWay += making;
    const exchange = await send(request, options);
    underWay -= making;
    if (mayHaveMade(exchange)) made += 1;
    return exchange;
  };
}

/** Why a run must stop at this answer: it shows a higher amount than the run may move. */
export function whyTooHigh(
  { request, reply }: Exchange,
  { amount }: RunLimits,
): string | undefined {
  if (amount === undefined || reply.kind === "silent") return undefined;
  const [high] = readingsOf(reply).flatMap((text) => amountOver(amount, text, shown) ?? []);
  return (
    high &&
    `${request.method} ${request.url} was answered with ${high}, and limits.amount is ${amount}`
  );
}

const never = new Promise<never>(() => {});

/** Members of requests that are amounts of money. */
const named = /(?:amount|price|total|subtotal)$/i;

/** Of answers only what is called so: a price may be that of anything that is on sale. */
const shown = /amount$/i;

/** The first amount over the limit, as `totalAmount is 120`, in whatever way the text is read. */
function amountOver(limit: number, text: string, name: RegExp): string | undefined {
  for (const member of membersIn(text)) {
    const value = member.value?.replaceAll('"', "").trim() ?? "";
    const amount = value === "" ? NaN : Number(value);
    if (name.test(member.name) && amount > limit) return `${member.name} is ${amount}`;
  }
  return undefined;
}
