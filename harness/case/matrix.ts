/** One choice a axis: axis name to its label and the value that stands for it. */
export interface Combination {
  /** `[type=konbini,via=path]`, or empty without a matrix. */
  readonly suffix: string;
  readonly choices: Readonly<Record<string, unknown>>;
}

/** Every combination of the axes, in the order in which they are written. */
export function combinations(
  matrix: Readonly<Record<string, unknown>> | undefined,
): readonly Combination[] {
  const axes = Object.entries(matrix ?? {}).map(
    ([axis, values]) => [axis, labelled(values)] as const,
  );
  const all = axes.reduce<readonly (readonly Choice[])[]>(
    (rows, [axis, choices]) =>
      rows.flatMap((row) => choices.map((choice) => [...row, { axis, ...choice }])),
    [[]],
  );
  return all.map((row) => ({
    suffix:
      row.length === 0 ? "" : `[${row.map(({ axis, label }) => `${axis}=${label}`).join(",")}]`,
    choices: Object.fromEntries(row.map(({ axis, value }) => [axis, value])),
  }));
}

/** How many combinations there would be, without making them. */
export const countOf = (matrix: Readonly<Record<string, unknown>> | undefined): number =>
  Object.values(matrix ?? {}).reduce<number>((count, values) => count * labelled(values).length, 1);

interface Choice {
  readonly axis: string;
  readonly label: string;
  readonly value: unknown;
}

function labelled(values: unknown): readonly { readonly label: string; readonly value: unknown }[] {
  if (Array.isArray(values)) return values.map((value) => ({ label: String(value), value }));
  return Object.entries(values as object).map(([label, value]) => ({
    label,
    value: value as unknown,
  }));
}

const whole = /^\{([A-Za-z][A-Za-z0-9]*)((?:\.[A-Za-z][A-Za-z0-9]*)*)\}$/;
const within = /\{([A-Za-z][A-Za-z0-9]*)((?:\.[A-Za-z][A-Za-z0-9]*)*)\}/g;

/** Stands for a member that this choice of an axis lacks: what refers to it is left out. */
const left = Symbol("left out");

/**
 * Puts the choices into a document: `{type}` and `{via.call}`. Values may hold further references.
 * A member that refers to nothing but a missing member of a choice is left out.
 */
export function substitute(data: unknown, choices: Combination["choices"]): unknown {
  const value = replace(data, choices);
  return value === left ? undefined : value;
}

function replace(data: unknown, choices: Combination["choices"]): unknown {
  if (typeof data === "string") return replaceText(data, choices);
  if (Array.isArray(data)) {
    return data.map((item) => replace(item, choices)).filter((item) => item !== left);
  }
  if (data === null || typeof data !== "object") return data;
  const members = Object.entries(data).map(([key, value]) => [
    replaceText(key, choices),
    replace(value, choices),
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== left));
}

/** What an axis stands for may refer to the other axes, so its value is filled in by those. */
function replaceText(text: string, choices: Combination["choices"]): unknown {
  const match = whole.exec(text);
  if (match?.[1] !== undefined && Object.hasOwn(choices, match[1])) {
    return replace(member(choices[match[1]], match[2] ?? ""), without(choices, match[1]));
  }
  return text.replaceAll(within, (original, axis: string, path: string) => {
    if (!Object.hasOwn(choices, axis)) return original;
    const value = replace(member(choices[axis], path), without(choices, axis));
    if (value === left) return original;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

const without = (choices: Combination["choices"], axis: string): Combination["choices"] =>
  Object.fromEntries(Object.entries(choices).filter(([name]) => name !== axis));

function member(value: unknown, path: string): unknown {
  return path
    .split(".")
    .filter((name) => name !== "")
    .reduce<unknown>(
      (at, name) =>
        at !== null && typeof at === "object" && Object.hasOwn(at, name)
          ? Reflect.get(at, name)
          : left,
      value,
    );
}

/** References such as `via.bdy` to a member that no choice of the axis has. */
export function unknownMembers(
  data: unknown,
  matrix: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  const text = JSON.stringify(data);
  return Object.entries(matrix ?? {}).flatMap(([axis, values]) => {
    const used = text.matchAll(new RegExp(`\\{${axis}((?:\\.[A-Za-z][A-Za-z0-9]*)+)\\}`, "g"));
    const paths = new Set([...used].map((match) => match[1] ?? ""));
    return [...paths]
      .filter((path) => labelled(values).every(({ value }) => member(value, path) === left))
      .map((path) => `${axis}${path}`);
  });
}
