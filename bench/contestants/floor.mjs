// The least that a harness of YAML files can cost: it reads the very files that Headwater reads, a small part of their
// language, and writes JUnit. No journal, no masks, no places of mistakes, no judging apart.
// node floor.mjs URL CASES-FOLDER IN-FLIGHT SCHEMAS JUNIT
import { isDeepStrictEqual } from "node:util";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { load } from "js-yaml";
import { Pool } from "undici";
import { key } from "../flow.mjs";

const [url, folder, inFlight, schemas, junit] = process.argv.slice(2);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(schemas, "utf8")));
const validators = new Map();
const pool = new Pool(url, { connections: Number(inFlight) });
const authorization = `Bearer ${key}`;

const files = readdirSync(folder);
const rows = [];
const worker = async () => {
  for (let name = files.pop(); name !== undefined; name = files.pop()) {
    const document = load(readFileSync(path.join(folder, name), "utf8"));
    const start = performance.now();
    const failures = await play(document).catch((error) => [String(error)]);
    rows.push({ name: document.case, failures, seconds: (performance.now() - start) / 1000 });
  }
};
await Promise.all(Array.from({ length: Number(inFlight) }, worker));
await pool.close();
writeFileSync(junit, report(rows));
process.exitCode = rows.length > 0 && rows.every((row) => row.failures.length === 0) ? 0 : 1;

async function play({ steps, checks }) {
  const values = {};
  const failures = [];
  for (const step of steps) {
    const reply = await send(step, values);
    for (const check of checks) {
      if (check.on !== step.id) continue;
      const why = whyNot(check.expect, reply, values);
      if (why !== undefined) failures.push(`${check.id}: ${why}`);
    }
    for (const [name, from] of Object.entries(step.take ?? {})) values[name] = at(reply.data, from);
  }
  return failures;
}

async function send(step, values) {
  const [method, target] = step.call.split(" ");
  const headers = { accept: "application/json", authorization };
  if (step.body !== undefined) headers["content-type"] = "application/json";
  const response = await pool.request({
    method,
    path: filled(target, values),
    headers,
    body: step.body === undefined ? null : JSON.stringify(filledAll(step.body, values)),
  });
  const text = await response.body.text();
  return { status: response.statusCode, text, data: text === "" ? undefined : JSON.parse(text) };
}

function whyNot({ status, schema, body }, reply, values) {
  if (status !== undefined && status !== reply.status) return `status ${reply.status}`;
  if (schema !== undefined && !validator(schema)(reply.data)) return `no ${schema}`;
  if (body === "empty") return reply.text === "" ? undefined : "a body";
  for (const [name, wanted] of Object.entries(body ?? {})) {
    if (!isDeepStrictEqual(reply.data[name], filledAll(wanted, values))) return `${name} differs`;
  }
  return undefined;
}

function validator(name) {
  const known = validators.get(name) ?? ajv.compile({ $ref: `api#/components/schemas/${name}` });
  validators.set(name, known);
  return known;
}

function filledAll(value, values) {
  if (typeof value === "string") return filled(value, values);
  if (Array.isArray(value)) return value.map((item) => filledAll(item, values));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, filledAll(inner, values)]),
  );
}

function filled(text, values) {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

function at(data, from) {
  const [, ...names] = from.split(".");
  return names.reduce((inner, name) => inner[name], data);
}

function report(all) {
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  const cases = all.map(({ name, failures, seconds }) => {
    const told = failures.map((text) => `<failure>${escaped(text)}</failure>`).join("");
    return `<testcase name="${escaped(name)}" time="${seconds.toFixed(3)}">${told}</testcase>\n`;
  });
  return `<testsuite tests="${all.length}" failures="${failed}">\n${cases.join("")}</testsuite>\n`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
