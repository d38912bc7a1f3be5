import { editAt, editsAnswer, pathOf } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";
import { commerceRows, commerceSourceRows } from "./commerce-rows.ts";
import { type MemberRow, memberRows, type Wrong } from "./member-rows.ts";

const words: Readonly<Record<Wrong, string>> = {
  missing: "is missing",
  mistyped: "has another type",
  stale: "stays what it was at first",
  other: "is that of something else",
  doubled: "is doubled",
  higher: "is one minor unit too high",
  lower: "is one minor unit too low",
};

/** Every documented member of every answer: missing, of another type, stale, another's, an amount that is off. */
export const memberFaults: readonly GeneratedFault[] = [
  ...memberRows.flatMap((row) => faultsOf(row)),
  ...commerceRows.flatMap((row) => faultsOf(row)),
  ...commerceSourceRows.flatMap((row) => faultsOf(row, "commerce")),
];

/** @param prefix Keeps two names apart where both APIs say something of one member. */
function faultsOf([call, member, requirements]: MemberRow, prefix = ""): readonly GeneratedFault[] {
  return (Object.entries(requirements) as [Wrong, string][]).map(([wrong, requirement]) => ({
    name: slug(prefix, wrong, member, "of", call),
    breaks: `The member ${member} in the answer to ${call} ${words[wrong]}.`,
    requirement,
    call,
    ...(member.endsWith("charges[].sourceId") && { ability: "charges-name-sources" }),
    fault: editsAnswer(call, () => {
      const edit = edits[wrong]();
      return (answer, pathname) =>
        answer.status < 300
          ? {
              ...answer,
              body: editAt(answer.body, pathOf(member), (value) => edit(value, pathname)),
            }
          : answer;
    }),
  }));
}

type Edit = (value: unknown, pathname: string) => unknown;

/** A fresh one for each account: what is stale remembers. */
const edits: Readonly<Record<Wrong, () => Edit>> = {
  missing: () => () => undefined,
  mistyped: () => mistyped,
  stale: () => {
    const first = new Map<string, unknown>();
    return (value, pathname) => {
      if (!first.has(pathname)) first.set(pathname, value);
      return first.get(pathname);
    };
  },
  other: () => other,
  doubled: () => (value) => (typeof value === "number" ? value * 2 : value),
  higher: () => (value) => moved(value, 1),
  lower: () => (value) => moved(value, -1),
};

function mistyped(value: unknown): unknown {
  if (typeof value === "string") return 17;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? {} : "text";
}

function other(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return Array.isArray(value) ? [] : {};
}

const moved = (value: unknown, by: number): unknown =>
  typeof value === "number" ? Math.round(value * 100 + by) / 100 : value;
