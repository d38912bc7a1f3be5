import { isBaseUrl, noBaseUrl } from "../implementation/base-url.ts";
import { claimableCurrencies, claimableSourceTypes } from "../implementation/check-claims.ts";
import type { ClaimedType, Draft } from "../implementation/draft.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { Ask } from "./context.ts";

/** What options say of a target file; the rest is asked for. */
export interface DraftFlags {
  readonly name?: string;
  readonly baseUrl?: string;
  readonly profile: readonly string[];
  readonly sourceType: readonly string[];
  readonly currency: readonly string[];
  readonly ability: readonly string[];
  readonly yes?: true;
}

/** What a draft is read from, and where an answer that will not do is told. */
interface DraftContext {
  readonly workspace: Workspace;
  /** Absent: nobody can answer, the defaults are taken. */
  readonly ask: Ask | undefined;
  readonly complain: (problems: readonly Problem[]) => void;
}

/**
 * What a new target file is to say. An answer that will not do is told and asked for again; the others stay.
 *
 * Problems, all at once: USAGE where nobody says where the server is or an option cannot be read; UNKNOWN_NAME.
 */
export async function readDraft(
  flags: DraftFlags,
  { workspace, ask, complain }: DraftContext,
): Promise<Result<Draft>> {
  const { library, specs } = workspace;
  const problems: Problem[] = [];
  const profiles = new Set(library.cases.map((testCase) => testCase.profile));
  const types = claimableSourceTypes(library);
  const currencies = claimableCurrencies(library);
  const abilities = new Set(specs.abilities?.abilities.keys());

  const answer = async <T>(said: string | undefined, asked: Question<T>): Promise<T> => {
    const { question, fallback, read } = asked;
    for (;;) {
      const given = said ?? (ask && ((await ask(question, fallback)).trim() || fallback));
      const value = read(given ?? fallback);
      if (value.ok) return value.value;
      if (said !== undefined || ask === undefined) {
        problems.push(...value.problems);
        return asked.none;
      }
      complain(value.problems);
    }
  };
  const draft: Draft = {
    name: await answer(flags.name, {
      question: "How do reports call the server?",
      fallback: "My server",
      none: "",
      read: ok,
    }),
    baseUrl: await answer(flags.baseUrl, {
      question: "Its base URL (${NAME} for a variable)?",
      fallback: flags.yes || ask !== undefined ? "http://127.0.0.1:8080" : "",
      none: "",
      read: readUrl,
    }),
    profiles: await answer(several(flags.profile), {
      question: `What does it claim? Of ${[...profiles].join(", ")}\n`,
      fallback: "digital-river/core",
      none: [],
      read: reader("profile", profiles),
    }),
    sourceTypes: await answer(several(flags.sourceType), {
      question: `With which source types, such as creditCard:saved or konbini:once:receiver? Of ${[...types].join(", ")}\n`,
      fallback: "creditCard",
      none: [],
      read: (text) => typesOf(types, text),
    }),
    currencies: await answer(several(flags.currency), {
      question: `In which currencies? all, or of ${[...currencies].join(", ")}\n`,
      fallback: "all",
      none: undefined,
      read: (text) => (text === "all" ? ok(undefined) : namesOf("currency", currencies, text)),
    }),
    abilities: await answer(several(flags.ability), {
      question: `What can it do beyond the seed pages? all, none, or of ${[...abilities].join(", ")}\n`,
      fallback: "all",
      none: undefined,
      read: (text) => {
        if (text === "all") return ok(undefined);
        return text === "none" ? ok([]) : namesOf("ability", abilities, text);
      },
    }),
  };
  return problems.length > 0 ? failure(problems) : ok(draft);
}

const several = (flag: readonly string[]) => (flag.length === 0 ? undefined : flag.join(","));

const reader = (what: string, known: ReadonlySet<string>) => (text: string) =>
  namesOf(what, known, text);

interface Question<T> {
  readonly question: string;
  readonly fallback: string;
  readonly read: (text: string) => Result<T>;
  /** Stands for an answer that will not do. */
  readonly none: T;
}

function readUrl(text: string): Result<string> {
  if (text === "") return failure([noUrl]);
  return text.includes("${") || isBaseUrl(text) ? ok(text) : failure([noBaseUrl(text)]);
}

const noUrl: Problem = {
  code: "USAGE",
  message: "where the server is was not said, and there is no terminal to ask",
  hint: "give --base-url, or --yes for all defaults",
};

const split = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

function namesOf(
  what: string,
  known: ReadonlySet<string>,
  text: string,
): Result<readonly string[]> {
  const names = split(text);
  if (names.length === 0) return failure([noName(what)]);
  const problems = names.flatMap((name) => (known.has(name) ? [] : [unknown(what, name, known)]));
  return problems.length > 0 ? failure(problems) : ok([...new Set(names)]);
}

const noName = (what: string): Problem => ({ code: "USAGE", message: `no ${what} is named` });

const unknown = (what: string, name: string, known: ReadonlySet<string>): Problem => ({
  code: "UNKNOWN_NAME",
  message: `there is no ${what} "${name}"`,
  ...hinted(name, known),
});

/** `creditCard:saved` and `konbini:once:receiver`: whether it can be saved, and its flow. */
function typesOf(known: ReadonlySet<string>, text: string): Result<readonly ClaimedType[]> {
  const written = split(text).map((one) => one.split(":"));
  const named = namesOf("source type", known, written.map(([type]) => type).join(","));
  const odd = written.flatMap(([type = "", ...words]) =>
    words.filter((word) => claims[word] === undefined).map((word) => unknownWord(type, word)),
  );
  const problems = [...(named.ok ? [] : named.problems), ...odd];
  if (problems.length > 0) return failure(problems);
  return ok(
    written.map(([type = "", ...words]) => ({
      type,
      ...Object.assign({}, ...words.map((word) => claims[word])),
    })),
  );
}

const claims: Readonly<Record<string, Omit<ClaimedType, "type">>> = {
  saved: { saved: true },
  once: { saved: false },
  standard: { flow: "standard" },
  redirect: { flow: "redirect" },
  receiver: { flow: "receiver" },
};

const unknownWord = (type: string, word: string): Problem => ({
  code: "USAGE",
  message: `"${word}" says nothing of the source type ${type}`,
  hint: Object.keys(claims).join(", "),
});
