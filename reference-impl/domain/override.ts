import type { Account, Operation, Wrap, Wraps } from "./account.ts";
import { documentedRules, type Rules } from "./rules.ts";

/** What makes an account differ from the documentation: rules in place of others, and wraps around operations. */
export interface Override {
  readonly rules?: (documented: Rules) => Partial<Rules>;
  readonly wraps?: Wraps;
}

type Carried<Given extends readonly unknown[], Done> = (account: Account, ...given: Given) => Done;

/** One operation, carried out otherwise: `broken` is given the documented one. */
export function around<Given extends readonly unknown[], Done>(
  operation: Carried<Given, Done>,
  broken: (documented: Carried<Given, Done>) => Carried<Given, Done>,
): { readonly wraps: Wraps } {
  // The operation is asked for its wraps with itself, so this is the one that is given.
  const wrap: Wrap = (documented) => broken(documented as Carried<Given, Done>);
  return { wraps: new Map([[operation, wrap]]) };
}

/** Rules that hold while the operation is carried out, and at no other time. */
export function within<Given extends readonly unknown[], Done>(
  operation: Carried<Given, Done>,
  rules: (account: Account, ...given: Given) => Partial<Rules>,
): { readonly wraps: Wraps } {
  return around(
    operation,
    (documented) =>
      (account, ...given) =>
        documented(
          { ...account, rules: { ...account.rules, ...rules(account, ...given) } },
          ...given,
        ),
  );
}

/** The rules and wraps of an account; later overrides build on earlier ones. */
export function overridden(overrides: readonly Override[]): Pick<Account, "rules" | "wraps"> {
  return {
    rules: overrides.reduce<Rules>(
      (rules, override) => ({ ...rules, ...override.rules?.(rules) }),
      documentedRules,
    ),
    wraps: overrides.reduce<Wraps>((wraps, override) => layered(wraps, override.wraps), new Map()),
  };
}

function layered(inner: Wraps, outer: Wraps = new Map()): Wraps {
  const both = [...outer].map(([operation, wrap]) => {
    const first = inner.get(operation);
    return [
      operation,
      first === undefined ? wrap : (documented: Operation) => wrap(first(documented)),
    ] as const;
  });
  return new Map([...inner, ...both]);
}
