import type { Evidence, HttpRequest } from "../../specs/types/report.format.d.ts";
import { type Curl, quoteWith, shellQuote, toCurl } from "../http/curl.ts";
import { type Base, basesOf, withBase } from "./base-urls.ts";
import { type Repeat, withCaptures } from "./capture.ts";
import { answerLine } from "../http/answer-line.ts";
import { isOfPage } from "../http/page-outcome.ts";
import { trustedMasks } from "../secrets/trusted-masks.ts";
import { oneLine } from "../text/sanitize.ts";
import { plural } from "../text/plural.ts";

/** What a script tells its reader before it starts. */
export interface ReplayFacts {
  readonly case: string;
  readonly title: string;
  readonly target: string;
  /** API to base URL. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** The server was started for the run, and ended with it. */
  readonly ephemeral?: true;
  /** What the target file says; absent: the journal may come from anybody. */
  readonly own?: OwnPlaces;
  /** Sentences on what to look for. */
  readonly lookFor: readonly string[];
}

/** Whose keys may go where. */
export interface OwnPlaces {
  /** Variables of the target file, beside the keys of the APIs. */
  readonly variables: readonly string[];
  /** Origins of the target. */
  readonly origins: readonly string[];
}

/**
 * One case as a POSIX shell script: all its requests in order, by curl. Ids that answers issued are taken with jq and
 * used further on (with node where jq is missing); masked keys (`${NAME}`) are read from environment variables of that name, and `API_URL` sends the
 * requests to another server. A journal may come from anybody: only the keys of the APIs and the target's own variables
 * are read, they go to the target's own hosts alone, and none of them is an argument of a command.
 *
 * @param exchanges The exchanges of the case with their numbers in the journal, in order.
 */
export function renderReplay(
  facts: ReplayFacts,
  exchanges: readonly (readonly [number, Evidence])[],
): string {
  const repeats = withCaptures(exchanges);
  const { masks, keys } = keysOf(facts, exchanges);
  const captured = repeats.flatMap(({ captures }) => captures);
  const bases = basesOf(
    facts.baseUrls,
    repeats.map(({ request }) => request),
  );
  const variables = [...captured, ...bases].map(({ variable }) => variable);
  const quote = quoteWith(new Set(variables));
  const hidden = new Set([...keys, ...variables]);
  const write = (request: HttpRequest) => {
    const based = withBase(request, bases);
    return toCurl(based, quote, isOwn(request.url, facts) && holdsAny(based, keys) ? hidden : none);
  };
  return [
    ...heading(facts, repeats.length),
    "set -eu",
    "",
    ...needs(captured.length > 0),
    ...keys.map(demand),
    ...masks.filter((name) => !keys.includes(name)).map(unknownMask),
    ...(keys.length > 0 ? ["", quoting, ...keys.map(quoted)] : []),
    ...bases.flatMap(baseLines),
    ...tools(captured.length > 0, repeats.some(isTogether)),
    ...inOrder(repeats).flatMap((group, index, groups) =>
      group.some(isTogether)
        ? atOnce(group, write)
        : group.flatMap((repeat) =>
            isOfPage(repeat.evidence.exchange)
              ? ofPage(repeat, facts)
              : call(repeat, groups[index - 1]?.at(-1), write),
          ),
    ),
    `echo 'Done: ${plural(repeats.length, "request")} repeated.'`,
    "",
  ].join("\n");
}

/**
 * Single requests of one case as curl commands for a shell, exactly as they were sent. A key is read from the environment variable of its
 * name, is no argument, and goes to the target's own hosts alone.
 */
export function curlOf(
  facts: Pick<ReplayFacts, "baseUrls" | "own">,
  exchanges: readonly (readonly [number, Evidence])[],
): (request: HttpRequest) => string {
  const { keys } = keysOf(facts, exchanges);
  const hidden = new Set(keys);
  return (request) => {
    const may = isOwn(request.url, facts) && holdsAny(request, keys);
    const { command, config } = toCurl(request, shellQuote, may ? hidden : none);
    return config.length === 0 ? command : [`${command} <<CONFIG`, ...config, "CONFIG"].join("\n");
  };
}

/** The masks that stand for keys, and those of them which are the target's own. */
function keysOf(
  facts: Pick<ReplayFacts, "baseUrls" | "own">,
  exchanges: readonly (readonly [number, Evidence])[],
): { readonly masks: readonly string[]; readonly keys: readonly string[] } {
  const known = new Set([
    ...Object.keys(facts.baseUrls).flatMap(keyNames),
    ...(facts.own?.variables ?? []),
  ]);
  const masks = trustedMasks(exchanges.filter(([, { exchange }]) => !isOfPage(exchange)));
  return { masks, keys: masks.filter((name) => known.has(name)) };
}

function heading(facts: ReplayFacts, count: number): readonly string[] {
  return [
    "#!/bin/sh",
    comment(`Case:   ${facts.case}`),
    comment(`Title:  ${facts.title}`),
    comment(`Target: ${facts.target}`),
    "#",
    comment(
      `Repeats the ${plural(count, "request")} of the case, in order, and shows every answer.`,
    ),
    ...(facts.ephemeral ? ["#", ...goneServer(facts.case).map(comment)] : []),
    ...(facts.lookFor.length === 0
      ? []
      : ["#", "# What to look for", ...facts.lookFor.map(comment)]),
    "",
  ];
}

const goneServer = (id: string): readonly string[] => [
  "The server of the run ended with it. This starts another and says whether the failure comes back:",
  `  headwater replay DIR --case ${shellQuote(id)} --run`,
  "For these requests, start one with headwater serve, broken as the run's was, and name it in the variables of the addresses.",
];

/** Nothing from outside may leave its comment. */
const comment = (text: string): string => `# ${oneLine(text)}`.trimEnd();

function needs(capturing: boolean): readonly string[] {
  const takers = "needs jq or node to take ids from the answers; neither is on the PATH.";
  return [
    'has() { command -v "$1" >/dev/null 2>&1; }',
    "has curl || { echo 'This script needs curl; it is not on the PATH.' >&2; exit 127; }",
    ...(capturing ? [`has jq || has node || { echo 'This script ${takers}' >&2; exit 127; }`] : []),
  ];
}

const demand = (name: string): string =>
  `: "\${${name}:?is not set. Export it with the key that the run used.}"`;

const unknownMask = (name: string): string =>
  comment(
    `\${${name}} is sent as it stands: with --target FILE, replay reads the variables of that file.`,
  );

/** As `implementation` names the keys of a target. */
const keyNames = (api: string): readonly string[] =>
  ["confidential", "public"].map((kind) => `${api}_${kind}_key`.replaceAll("-", "_").toUpperCase());

/** Whether a request goes to a place of the target. */
const isOwn = (url: string, { own, baseUrls }: Pick<ReplayFacts, "baseUrls" | "own">): boolean =>
  [...Object.values(baseUrls), ...(own?.origins ?? [])].some(
    (place) => originOf(place) !== undefined && originOf(place) === originOf(url),
  );

const originOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).origin : undefined;

const none: ReadonlySet<string> = new Set();

const holdsAny = (request: HttpRequest, names: readonly string[]): boolean => {
  const text = JSON.stringify(request);
  return names.some((name) => text.includes(`\${${name}}`));
};

const quoting =
  "# Keys as curl's config wants them, which it reads from its input: no key is an argument.";

const quoted = (name: string): string =>
  String.raw`${name}=$(printf '%s' "$${name}" | sed 's/[\\"]/\\&/g')`;

/** Where the run sent its requests, unless the environment names another place. */
function baseLines({ variable, environment, url }: Base): readonly string[] {
  return [`${variable}=${shellQuote(url)}`, `${variable}=\${${environment}:-$${variable}}`];
}

const isTogether = ({ evidence }: Repeat): boolean => evidence.together !== undefined;

/** One after the other; those that were in flight at once in one group. */
function inOrder(repeats: readonly Repeat[]): readonly (readonly Repeat[])[] {
  const groups: Repeat[][] = [];
  for (const repeat of repeats) {
    const last = groups.at(-1)?.at(-1)?.evidence;
    const { together } = repeat.evidence;
    if (together !== undefined && last?.together === together) groups.at(-1)?.push(repeat);
    else groups.push([repeat]);
  }
  return groups;
}

function tools(capturing: boolean, together: boolean): readonly string[] {
  return [
    "",
    "answer=$(mktemp)",
    `trap 'rm -f "$answer"${together ? ' "$answer".*' : ""}' EXIT`,
    "",
    "# Announces a request and forgets the last answer.",
    `begin() { printf '%s\\n' "--- $1"; : >"$answer"; }`,
    "",
    "# Shows the body of the last answer.",
    `show() { if has jq && jq . "$answer" 2>/dev/null; then :; else cat "$answer"; echo; fi; }`,
    ...(capturing
      ? [
          "",
          "# Takes one value from the last answer, with jq or, where it is missing, with node.",
          "take() {",
          '  if has jq; then jq -er "$1" "$answer"; return; fi',
          `  node -e '\n    ${takeWithNode}\n  ' "$1" "$answer" 2>/dev/null`,
          "}",
          `pick() { take "$1" || { echo "The last answer has no $1, and later requests need it." >&2; exit 1; }; }`,
        ]
      : []),
    "",
  ];
}

/** The paths that capture.ts writes, `.a[0]["b c"]`, and no more of what jq knows. */
const takeWithNode = [
  "const [path, file] = process.argv.slice(1);",
  'let value = JSON.parse(require("fs").readFileSync(file, "utf8"));',
  String.raw`for (const key of path.match(/\w+|"(?:[^"\\]|\\.)*"/g) || [])`,
  '  value = value == null ? value : value[/^"/.test(key) ? JSON.parse(key) : key];',
  "if (value == null) process.exit(1);",
  "console.log(String(value));",
].join("\n    ");

function call(
  repeat: Repeat,
  before: Repeat | undefined,
  write: (request: HttpRequest) => Curl,
): readonly string[] {
  const { number, evidence, captures } = repeat;
  const recorded = answerLine(evidence.exchange);
  return [
    ...pause(repeat, before),
    comment(`${number}  ${evidence.step}  (recorded: ${recorded})`),
    `begin ${shellQuote(titleOf(repeat))}`,
    ...send(write(repeat.request), {
      options: `-sS -o "$answer" ${limit(evidence)}-w ${shellQuote(`HTTP %{http_code}  (recorded: ${recorded})\\n`)}`,
      ending: tolerance(evidence),
    }),
    "show",
    ...captures.map(capture),
    "",
  ];
}

/** No shell drives a browser: it is told what the page did, and what came of it goes on from here. */
function ofPage({ number, evidence, captures }: Repeat, facts: ReplayFacts): readonly string[] {
  const { exchange, step } = evidence;
  const { request, reply } = exchange;
  const act = URL.canParse(request.url) ? new URL(request.url).pathname.slice(1) : request.url;
  const again = `a page calls ${act} here, which this script cannot: headwater run ${shellQuote(facts.case)} does it again`;
  return [
    comment(`${number}  ${step}  (recorded: ${answerLine(exchange)})`),
    comment(`In a page: ${act} ${request.body ?? ""}`),
    `begin ${shellQuote(oneLine(`${number} ${step}: ${again}`))}`,
    ...(reply.kind === "answered"
      ? [`printf '%s\\n' ${shellQuote(reply.body.replaceAll("\0", ""))} >"$answer"`]
      : []),
    "show",
    ...captures.map(capture),
    "",
  ];
}

/** A call of curl; what no argument may hold comes from its standard input. */
function send(
  { command, config }: Curl,
  { options, ending }: { readonly options: string; readonly ending: string },
): readonly string[] {
  const input = config.length === 0 ? "" : " <<CONFIG";
  return [
    `${command} \\`,
    `  ${options}${input}${ending}`,
    ...(config.length === 0 ? [] : [...config, "CONFIG"]),
  ];
}

/** Where its answer is kept until it is shown. */
const own = ({ number }: Repeat): string => `"$answer.${number}"`;

/** All are sent before an answer is awaited; then each is shown. */
function atOnce(
  repeats: readonly Repeat[],
  write: (request: HttpRequest) => Curl,
): readonly string[] {
  return [
    comment(`${plural(repeats.length, "request")} in flight at once`),
    ...repeats.flatMap((repeat) => {
      const { number, evidence } = repeat;
      const said = `${number} HTTP %{http_code}  (recorded: ${answerLine(evidence.exchange)})\\n`;
      return [
        `: >${own(repeat)}`,
        ...send(write(repeat.request), {
          options: `-sS -o ${own(repeat)} ${limit(evidence)}-w ${shellQuote(said)}`,
          ending: " &",
        }),
      ];
    }),
    "wait",
    ...repeats.flatMap((repeat) => [
      `begin ${shellQuote(titleOf(repeat))}`,
      `cat ${own(repeat)} >"$answer"`,
      "show",
      ...repeat.captures.map(capture),
    ]),
    "",
  ];
}

const capture = ({ variable, filter }: Repeat["captures"][number]): string =>
  `${variable}=$(pick ${shellQuote(filter)})`;

function titleOf({ number, evidence }: Repeat): string {
  const { method, url } = evidence.exchange.request;
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, "");
  return oneLine(`${number} ${evidence.step}: ${method} ${path}`);
}

/** Steps that were polled waited between two attempts; so does the script. POSIX knows whole seconds only. */
function pause(repeat: Repeat, before: Repeat | undefined): readonly string[] {
  if (before === undefined || before.evidence.step !== repeat.evidence.step) return [];
  const { sentAt, durationMs } = before.evidence.exchange;
  const gapMs = Date.parse(repeat.evidence.exchange.sentAt) - Date.parse(sentAt) - durationMs;
  const seconds = Math.min(10, Math.ceil(gapMs / 100) / 10);
  return gapMs >= 50 ? [`sleep ${seconds} || sleep ${Math.ceil(seconds)}`] : [];
}

function limit({ exchange }: Evidence): string {
  const { reply } = exchange;
  if (reply.kind === "answered" || reply.reason !== "timeout") return "";
  return `-m ${Math.max(1, Math.ceil(exchange.durationMs / 1000))} `;
}

/** Where no answer came in the run, none now is no reason to stop. */
function tolerance({ exchange }: Evidence): string {
  return exchange.reply.kind === "silent" ? " || true" : "";
}
