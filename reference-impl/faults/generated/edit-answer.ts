import type { Answering } from "../../answering.ts";
import type { Fault } from "../fault.ts";

/** An answer whose body is JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly contentType: string;
}

/** The answers of one call are edited: `call` is `GET /sources/:id`; `make` begins anew for each account. */
export function editsAnswer(
  call: string,
  make: () => (answer: JsonAnswer, pathname: string) => JsonAnswer,
): Fault {
  const isMeant = matches(call);
  return {
    answering: () => {
      const edit = make();
      const answering: Answering = async (request, answer) => {
        const response = await answer(request);
        if (!isMeant(request)) return response;
        return edited(response, (from) => edit(from, new URL(request.url).pathname));
      };
      return answering;
    },
  };
}

export function matches(call: string): (request: Request) => boolean {
  const [method, path = ""] = call.split(" ");
  const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
  return (request) => request.method === method && pattern.test(new URL(request.url).pathname);
}

async function edited(
  response: Response,
  edit: (answer: JsonAnswer) => JsonAnswer,
): Promise<Response> {
  const text = await response.text();
  const headers = new Headers(response.headers);
  const { status } = response;
  if (text === "") return new Response(null, { status, headers });
  const contentType = headers.get("content-type") ?? "";
  const after = edit({ status, body: JSON.parse(text), contentType });
  headers.set("content-type", after.contentType);
  return new Response(JSON.stringify(after.body), { status: after.status, headers });
}

/** The value with the members of this path edited: `payment.sources[].amount`. An edit to undefined takes one away. */
export function editAt(
  value: unknown,
  path: readonly string[],
  edit: (member: unknown) => unknown,
): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return edit(value);
  if (name === "[]")
    return Array.isArray(value) ? value.map((item) => editAt(item, rest, edit)) : value;
  if (typeof value !== "object" || value === null || !(name in value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const after = key === name ? editAt(member, rest, edit) : member;
      return after === undefined ? [] : [[key, after]];
    }),
  );
}

/** `payment.sources[].amount` -> payment, sources, [], amount. */
export const pathOf = (member: string): readonly string[] =>
  member.replaceAll("[]", ".[]").split(".");
