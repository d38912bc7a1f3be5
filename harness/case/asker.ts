import type { StepDocument } from "../../specs/types/step.format.d.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import type { ReferenceScope } from "./scope.ts";
import { compileText } from "./template.ts";
import type { CallStep, KeyKind } from "./types.ts";

/**
 * By which key a call is made. A shopper has no key: the token goes out as a header, and nothing else does.
 *
 * @param elsewhere The call leaves the API, so that no key goes out unless it is asked for.
 */
export function askedBy(
  { as, scheme, headers = {} }: StepDocument,
  elsewhere: boolean,
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): Pick<CallStep, "as" | "headers"> {
  const [kind = "", who] = (as ?? (elsewhere ? "nobody" : "confidential")).split(" ");
  if (kind !== "shopper") return { as: kind as KeyKind, headers: {} };
  const at = document.placeOf([...path, "as"]);
  if (Object.keys(headers).some((name) => name.toLowerCase() === "authorization")) {
    const message = "a step of a shopper has no authorization header of its own";
    scope.report({ code: "FORMAT", at, message, hint: "as: nobody, or without the header" });
  }
  const tokens = shoppers(scope).filter((name) => who === undefined || name.startsWith(`${who}.`));
  const [token] = tokens;
  if (token === undefined || tokens.length > 1) {
    const names = shoppers(scope).map(nameOf);
    scope.report({ code: "UNKNOWN_NAME", at, ...whyNone(who, names) });
    return { as: "nobody", headers: {} };
  }
  const text = scheme === "none" ? `{${token}}` : `Bearer {${token}}`;
  return { as: "nobody", headers: { authorization: compileText(text) } };
}

/** Whatever hands on a token is a shopper; so is, in a recipe, the param of that name. */
const shoppers = ({ names }: ReferenceScope): readonly string[] =>
  [...names].filter((name) => name === "token" || name.endsWith(".token"));

const nameOf = (token: string): string => token.split(".")[0] ?? token;

function whyNone(who: string | undefined, names: readonly string[]) {
  if (who !== undefined) {
    return { message: `there is no shopper "${who}" here`, ...hinted(who, names) };
  }
  if (names.length > 0) {
    const hint = `say which: ${names.map((name) => `as: shopper ${name}`).join(", ")}`;
    return { message: `there are ${names.length} shoppers here`, hint };
  }
  const hint = "given: a fixture that provides a token, such as shopper.authenticated";
  return { message: "there is no shopper here", hint };
}
