import type { Pact } from "../../../specs/types/pact.format.d.ts";
import { type Answer, type Received, serve, type TestServer } from "../../testing/server.ts";

/** What a broker holds. */
export interface BrokerOptions {
  readonly pact?: Pact;
  readonly pending?: boolean;
  /** What it wants to see in `Authorization`. */
  readonly authorization?: string;
}

/**
 * A double of a Pact broker: the routes that Pact's own clients call, as they were captured, and nothing behind them.
 * No real broker was asked.
 */
export async function openBroker({
  pact,
  pending = false,
  authorization,
}: BrokerOptions): Promise<TestServer> {
  const server = await serve((request) => {
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      return hal({ error: `not ${String(request.headers.authorization)}` }, 401);
    }
    return answer(request, `http://${String(request.headers.host)}`, pact, pending);
  });
  return server;
}

const hal = (body: object, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/hal+json" },
  body: JSON.stringify(body),
});

function answer(
  { method, path }: Received,
  url: string,
  pact: Pact | undefined,
  pending: boolean,
): Answer {
  const link = (href: string) => ({ href: `${url}${href}` });
  switch (`${method} ${path}`) {
    case "GET /":
      return hal({ _links: index(url) });
    case "GET /pacts/provider/digital-river/for-verification":
    case "POST /pacts/provider/digital-river/for-verification": {
      const notices = [
        { when: "before_verification", text: "The pact is on the main branch." },
        { when: "after_verification", text: "Later." },
      ];
      const entry = {
        shortDescription: "main",
        verificationProperties: { pending, notices },
        _links: { self: { ...link("/pacts/1"), name: "checkout-page 1.0.0" } },
      };
      return hal({
        _embedded: { pacts: pact === undefined ? [] : [entry] },
        _links: { self: link(path) },
      });
    }
    case "GET /pacts/1":
      return hal({
        ...pact,
        interactions: pact?.interactions.map((one, at) => ({ _id: `i${at}`, ...one })),
        createdAt: "2027-01-01T00:00:00+00:00",
        _links: { self: link("/pacts/1"), "pb:publish-verification-results": link("/results") },
      });
    case "GET /pacticipants/digital-river":
      return hal({ name: "digital-river", _links: { self: link(path) } });
    case "POST /results":
      return hal({ _links: { self: link("/results/1") } }, 201);
    default:
      return method === "PUT" ? hal({ _links: { self: link(path) } }, 201) : hal({}, 404);
  }
}

const index = (url: string) => {
  const of = (relation: string, href: string) =>
    [relation, { href: `${url}${href}`, templated: true }] as const;
  return Object.fromEntries([
    of("pb:provider-pacts-for-verification", "/pacts/provider/{provider}/for-verification"),
    of("pb:pacticipant", "/pacticipants/{pacticipant}"),
    of("pb:pacticipant-version", "/pacticipants/{pacticipant}/versions/{version}"),
    of("pb:pacticipant-version-tag", "/pacticipants/{pacticipant}/versions/{version}/tags/{tag}"),
    of(
      "pb:pacticipant-branch-version",
      "/pacticipants/{pacticipant}/branches/{branch}/versions/{version}",
    ),
  ]);
};
