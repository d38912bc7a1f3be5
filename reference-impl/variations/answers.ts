import { otherRefusal } from "./refusals.ts";
import type { Variations } from "./catalogue.ts";

/** An answer, its body as data; undefined where it has none. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** The answer with what nobody rules out: other codes, other refusals, the same members in another form. */
export function freely(variations: Variations, request: Request, answer: Answer): Response {
  const { status, body, headers } = coded(variations, request, refused(variations, answer));
  if (body === undefined) return new Response(null, { status, headers });
  const json = JSON.stringify(reshaped(variations, body), null, variations.prettyJson ? 2 : 0);
  if (variations.prettyJson === true) headers.set("content-type", "application/json;charset=utf-8");
  return new Response(json, { status, headers });
}

function refused({ otherRefusals }: Variations, answer: Answer): Answer {
  if (otherRefusals !== true || answer.status < 400) return answer;
  return { ...answer, ...otherRefusal(answer.status, answer.body) };
}

/** The seed pages show the codes of what is taken away and of a save, and of no other success. */
function coded(
  { attachAnswers201, otherSuccessCodes }: Variations,
  request: Request,
  answer: Answer,
): Answer {
  const status =
    attachAnswers201 === true && isAttach(request) && answer.status === 200 ? 201 : answer.status;
  const isOther = otherSuccessCodes === true && request.method === "POST" && !isSave(request);
  return { ...answer, status: isOther ? (otherCodes[status] ?? status) : status };
}

const otherCodes: Readonly<Record<number, number>> = { 200: 202, 201: 200 };

const isAttach = posts(/^\/checkouts\/[^/]+\/sources\/[^/]+$/);
const isSave = posts(/^\/customers\/[^/]+\/sources\/[^/]+$/);

function posts(path: RegExp): (request: Request) => boolean {
  return ({ method, url }) => method === "POST" && path.test(new URL(url).pathname);
}

function reshaped(variations: Variations, value: unknown): unknown {
  const { extraFields, reversedKeys, reversedLists, timeOffsets } = variations;
  if (Array.isArray(value)) {
    const items = value.map((item) => reshaped(variations, item));
    return reversedLists === true ? items.toReversed() : items;
  }
  if (timeOffsets === true && typeof value === "string") return value.replace(utc, "$1+00:00");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, reshaped(variations, member)] as const,
  );
  const ordered = reversedKeys === true ? entries.toReversed() : entries;
  const extra = extraFields === true ? ([["extension", { addedLater: true }]] as const) : [];
  return Object.fromEntries([...extra, ...ordered]);
}

const utc = /^(\d{4}-\d\d-\d\dT[\d:.]+)Z$/;
