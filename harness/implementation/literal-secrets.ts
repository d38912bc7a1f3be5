import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import { type Secret, shortestSecret } from "../secrets/redact.ts";

/**
 * What stands in a target file itself and looks like a key: a header, a field of a body or a form, or a part of a query whose
 * name says so, and any other header whose value is as no word is. What the file shows elsewhere, such as a part of a base
 * URL, is none. Each is called by its place: `${SOURCE_CREATE_X_TILL}`.
 */
export function literalSecrets({
  apis,
  recipes = {},
  ...shown
}: TargetDocument): readonly Secret[] {
  const open = JSON.stringify([shown.name, shown.implementation, shown.hosts, shown.claims]);
  const places = Object.values(apis).map(({ baseUrl }) => baseUrl);
  const isShown = (value: string) => [open, ...places].some((text) => text.includes(value));
  return [
    ...Object.entries(apis).flatMap(([api, { headers }]) => secretHeaders(headers, api)),
    ...Object.entries(recipes).flatMap(([recipe, written]) => secretsIn(written, recipe)),
  ].filter(({ value }) => value.length >= shortestSecret && !isShown(value));
}

/** Whether a header may be shown with its value. */
export const isHarmlessHeader = (name: string, value: unknown): boolean =>
  harmlessNames.test(name) || harmlessValues.test(String(value)) || isVariables(value);

/** Nothing but `${NAME}` and what a recipe is given, behind the word of a scheme. */
export const isVariables = (value: unknown): boolean =>
  typeof value === "string" && /^((Bearer|Basic) )?(\$?\{[\w.-]+\})+$/.test(value);

/** Headers that say how to speak, and none that says who speaks. */
const harmlessNames =
  /^(accept(-[a-z]+)?|content-type|user-agent|digitalriver-version|idempotency-key)$/i;

/** A date, a version, a switch: too short for a secret. */
const harmlessValues = /^(\d{4}-\d\d-\d\d|v?\d{1,3}(\.\d{1,3}){0,2}|true|false)$/;

function secretsIn(written: unknown, place: string): readonly Secret[] {
  if (Array.isArray(written)) return written.flatMap((one) => secretsIn(one, place));
  if (written === null || typeof written !== "object") return [];
  return Object.entries(written).flatMap(([key, value]: [string, unknown]) => {
    if (key === "headers") return secretHeaders(value, place);
    if (key === "body" || key === "form") return secretFields(value, place);
    if (key === "call" && typeof value === "string") return secretQuery(value, place);
    return secretsIn(value, place);
  });
}

const secretHeaders = (headers: unknown, place: string): readonly Secret[] =>
  textsOf(headers).flatMap(([name, value]) => {
    if (isHarmlessHeader(name, value) || !isLiteral(value)) return [];
    const key = value.replace(/^[a-z]+ +(?=\S+$)/i, "");
    if (keyNames.test(name)) return [secret(place, name, key)];
    return likeNoWord.test(key) ? [{ ...secret(place, name, key), guessed: true }] : [];
  });

/** Of a body, at any depth. */
const secretFields = (body: unknown, place: string): readonly Secret[] =>
  body === null || typeof body !== "object"
    ? []
    : [
        ...textsOf(body).flatMap(([name, value]) =>
          keyNames.test(name) && isLiteral(value) ? [secret(place, name, value)] : [],
        ),
        ...Object.values(body).flatMap((one) => secretFields(one, place)),
      ];

const secretQuery = (call: string, place: string): readonly Secret[] =>
  [...call.matchAll(/[?&]([^=&]+)=([^&]+)/g)].flatMap(([, name = "", value = ""]) =>
    keyNames.test(name) && isLiteral(value) ? [secret(place, name, value)] : [],
  );

const textsOf = (data: unknown): readonly (readonly [string, string])[] =>
  data === null || typeof data !== "object"
    ? []
    : Object.entries(data).flatMap(([name, value]: [string, unknown]) =>
        typeof value === "string" ? [[name, value] as const] : [],
      );

const secret = (place: string, name: string, value: string): Secret => ({
  name: `${place}_${name}`.replaceAll(/\W+/g, "_").toUpperCase(),
  value,
});

const isLiteral = (value: string): boolean => !value.includes("{");

/** One of the words of a name: `X-Api-Key`, `apiKey`, `client_secret`. */
const keyNames =
  /(^|[-_]|[a-z](?=[A-Z]))(Authorization|Auth|Api-?Key|Key|Token|Secret|Password|Cookie|Credentials?|Signature)([-_]|$)/i;

/** Letters and digits without a blank between them: who writes words writes no such. */
const likeNoWord = /^(?=.*[a-z])(?=.*\d)[^\s/]{8,}$/i;
