/** A call of the guide to the sandbox, and what it was answered. */
export interface GuideCall {
  readonly line: string;
  /** What the guide says of it; absent: a success. */
  readonly status: string | undefined;
  readonly answer: Response;
  /** Its JSON; `{}` for none. */
  readonly body: unknown;
}

/** Makes every call of the text of a guide, one after the other, on a server in place of the one that it names. */
export async function makeCalls(text: string, origin: string): Promise<readonly GuideCall[]> {
  const values = new Map<string, string>();
  const made: GuideCall[] = [];
  for (const { line, status } of calls(text)) {
    const answer = await fetch(requestOf(line, origin, values));
    const said = await answer.text();
    const body = said === "" ? {} : (JSON.parse(said) as unknown);
    for (const [call, name, member] of named)
      if (call.test(line)) values.set(name, memberOf(body, member));
    made.push({ line, status, answer, body });
  }
  return made;
}

/** The command lines of curl of a text, each in one piece, with the status that the page says of the last of a block. */
const calls = (text: string) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\nanswers (\d+))?/gm)].flatMap(
    ([, block = "", status]) => {
      const lines = block.replaceAll("\\\n", " ").trim().split("\n");
      return lines
        .filter((line) => line.startsWith("curl "))
        .map((line, at, all) => ({ line, status: at === all.length - 1 ? status : undefined }));
    },
  );

/** What a line of curl asks for; the options that the guide uses. */
function requestOf(line: string, origin: string, values: ReadonlyMap<string, string>): Request {
  const filled = line.replaceAll(/\$([A-Z]+)/g, (_all, name: string) => values.get(name) ?? "");
  const words = [...filled.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double?.replaceAll('\\"', '"') ?? single ?? bare ?? "",
  );
  const after = (option: string) => words.filter((_word, at) => words[at - 1] === option);
  const url = words.find((word) => word.startsWith("http")) ?? "";
  const headers = new Headers(after("-H").map((header) => header.split(": ") as [string, string]));
  const [user] = after("-u");
  if (user !== undefined)
    headers.set("authorization", `Basic ${Buffer.from(user).toString("base64")}`);
  const body = after("-d").join("&");
  // As curl does it.
  if (body !== "" && !headers.has("content-type"))
    headers.set("content-type", "application/x-www-form-urlencoded");
  return new Request(url.replace("http://127.0.0.1:8765", origin), {
    method: after("-X")[0] ?? "GET",
    headers,
    ...(body === "" ? {} : { body }),
  });
}

/** What the guide calls the values that later calls need, by the call whose answer has them. */
const named: readonly (readonly [call: RegExp, name: string, member: string])[] = [
  [/\/checkouts -H/, "CHECKOUT", "id"],
  [/\/checkouts -H/, "SESSION", "payment.session.id"],
  [/_sandbox\/sources.*sessionId/, "CARD", "id"],
  [/ -u /, "TOKEN", "access_token"],
  [/\/payments\/sources/, "SOURCE", "id"],
];

const memberOf = (body: unknown, member: string): string =>
  String(
    member
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], body),
  );
