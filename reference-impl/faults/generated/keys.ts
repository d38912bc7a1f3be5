import { matches } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** Calls that the public key may not make, each with the requirement that says so. */
const confidential: readonly (readonly [call: string, requirement: string])[] = [
  ["POST /sources", "DR-KEY-6"],
];

/** Every call with a key that may not make it. */
export const keyFaults: readonly GeneratedFault[] = confidential.map(([call, requirement]) => ({
  name: slug("public key taken for", call),
  breaks: `${call} takes the public key.`,
  requirement,
  call,
  fault: {
    answering:
      ({ confidential: key }) =>
      (request, answer) =>
        answer(matches(call)(request) ? withKey(request, key) : request),
  },
}));

function withKey(request: Request, key: string): Request {
  const headers = new Headers(request.headers);
  headers.set("authorization", `Bearer ${key}`);
  return new Request(request, { headers });
}
