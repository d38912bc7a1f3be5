import { expect, it } from "vitest";
import { literalSecrets } from "./literal-secrets.ts";

const api = { baseUrl: "https://eu-west-1.acme.example", keys: {} };

/** What is taken for secret of headers of an API, and of a step. */
const found = (headers: Readonly<Record<string, string>>, step: object = {}) =>
  literalSecrets({
    name: "Acme",
    apis: { "digital-river": { ...api, headers } },
    recipes: { "book.sell": [{ call: "POST /till", ...step }] },
  });

it.each([
  {
    name: "a header whose name says key",
    secrets: found({ "X-Api-Key": "rosebud" }),
    want: { name: "DIGITAL_RIVER_X_API_KEY", value: "rosebud" },
  },
  {
    name: "what stands behind the word of a scheme",
    secrets: found({ Authorization: "Bearer rosebud" }),
    want: { name: "DIGITAL_RIVER_AUTHORIZATION", value: "rosebud" },
  },
  {
    name: "a header whose value is no word",
    secrets: found({ "X-Gateway": "gw-5f2a91" }),
    want: { name: "DIGITAL_RIVER_X_GATEWAY", value: "gw-5f2a91", guessed: true },
  },
  {
    name: "a field of a body, however deep",
    secrets: found({}, { body: { login: { apiKey: "rosebud" } } }),
    want: { name: "BOOK_SELL_APIKEY", value: "rosebud" },
  },
  {
    name: "a field of a form",
    secrets: found({}, { form: { client_secret: "rosebud" } }),
    want: { name: "BOOK_SELL_CLIENT_SECRET", value: "rosebud" },
  },
  {
    name: "a part of a query",
    secrets: found({}, { call: "POST /till?access_token=rosebud" }),
    want: { name: "BOOK_SELL_ACCESS_TOKEN", value: "rosebud" },
  },
])("is a secret: $name", ({ secrets, want }) => {
  expect(secrets).toEqual([want]);
});

it.each([
  {
    name: "a version, a date, a word",
    headers: { "X-V": "4.2.0", "X-D": "2021-12-13", "X-E": "sandbox" },
  },
  {
    name: "what says how to speak",
    headers: { Accept: "application/json;v=20211213", "User-Agent": "acme-12345" },
  },
  { name: "a variable", headers: { "X-Token": "${TILL_TOKEN}" } },
  { name: "what the base URL shows", headers: { "X-Region": "eu-west-1" } },
  {
    name: "a name that only begins so",
    headers: { "X-Author": "Ada Lovelace", "X-Keyword": "poem" },
  },
  { name: "what is too short to be masked", headers: { "X-Key": "abc" } },
])("is none: $name", ({ headers }) => {
  expect(found(headers)).toEqual([]);
});
