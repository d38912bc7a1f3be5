import type { Place, Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { StepContext } from "./step-context.ts";
import type { FixtureDefinition } from "./types.ts";

/** Definitions by name: of fixtures and of actions, which share one name space. */
export type FixtureDefinitions = ReadonlyMap<string, FixtureDefinition>;

/** Looks a fixture up for a `use` or a `given`: what it provides, with its params checked. */
export function fixtureLookup(
  fixtures: FixtureDefinitions,
  report: (problem: Problem) => void,
): StepContext["providedBy"] {
  return (name, params, at) => {
    const fixture = fixtures.get(name);
    if (fixture === undefined) {
      const message = `there is no fixture or action "${name}"`;
      report({ code: "UNKNOWN_FIXTURE", at, message, ...hinted(name, fixtures.keys()) });
      return [];
    }
    checkParams(fixture, params, at, report);
    return fixture.provides;
  };
}

function checkParams(
  fixture: FixtureDefinition,
  given: readonly string[],
  at: Place,
  report: (problem: Problem) => void,
): void {
  const known = Object.keys(fixture.params);
  for (const name of given.filter((param) => !known.includes(param))) {
    const message = `${fixture.name} has no param "${name}"`;
    report({ code: "UNKNOWN_PARAM", at, message, ...hinted(name, known) });
  }
  for (const [name, param] of Object.entries(fixture.params)) {
    const settled =
      param.optional || param.default !== undefined || param.sourceTypes !== undefined;
    if (settled || given.includes(name)) continue;
    report({ code: "MISSING_PARAM", at, message: `${fixture.name} needs the param "${name}"` });
  }
}
