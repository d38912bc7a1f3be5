// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

/** A call of the shop's server to the API; a refusal is thrown, and the shop shows its message. */
export type Call = (method: string, path: string, body?: unknown) => Promise<Body>;

export function caller(
  api: (request: Request) => Promise<Response>,
  origin: string,
  authorization: string,
): Call {
  return async (method, path, body) => {
    const request = new Request(origin + path, {
      method,
      headers: { authorization, accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await api(request);
    const text = await response.text();
    const answer: Body = text === "" ? {} : JSON.parse(text);
    if (!response.ok) throw new Error(messageOf(answer) ?? `${method} ${path}: ${response.status}`);
    return answer;
  };
}

/** The first message of a refusal, in the envelope of either API. */
function messageOf(answer: Body): string | undefined {
  const first = Array.isArray(answer.errors) ? answer.errors[0] : answer.errors?.error?.[0];
  return first?.message ?? first?.description;
}
