// The bare loop: the same requests and assertions by undici alone, one compiled validator, no files, no report.
// node bare.mjs URL CASES IN-FLIGHT SCHEMAS [PATH THAT CREATES SOURCES]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Pool } from "undici";
import { checkout, key, refusal } from "../flow.mjs";

const [url, cases, inFlight, schemas, create = "/sources"] = process.argv.slice(2);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(schemas, "utf8")));
const isSource = ajv.compile({ $ref: "api#/components/schemas/Source" });
const pool = new Pool(url, { connections: Number(inFlight) });
const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };

let left = Number(cases);
const worker = async () => {
  while (left-- > 0) await playCase();
};
await Promise.all(Array.from({ length: Math.min(inFlight, cases) }, worker));
await pool.close();

async function playCase() {
  const card = JSON.parse(await call("POST", create, 201, { type: "creditCard" }));
  assert(isSource(card));
  const cart = JSON.parse(await call("POST", "/checkouts", 201, checkout));
  const attach = `/checkouts/${cart.id}/sources/${card.id}`;
  await call("POST", attach, 200);
  assert.equal(await call("DELETE", attach, 204), "");
  const after = JSON.parse(await call("GET", `/sources/${card.id}`, 200));
  assert(isSource(after));
  assert.equal(after.id, card.id);
  assert.equal(after.state, "cancelled");
  assert.deepEqual(JSON.parse(await call("POST", attach, 409)), refusal);
}

async function call(method, path, status, body) {
  const sent = body === undefined ? null : JSON.stringify(body);
  const response = await pool.request({ method, path, headers, body: sent });
  const text = await response.body.text();
  assert.equal(response.statusCode, status);
  return text;
}
