import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout, key, refusal } from "../flow.mjs";

const casesPerFile = 20;

/** The flow as tests by hand, twenty a file, run as fast as vitest can: threads, no isolation, all of a file at once. */
export async function prepareVitest({ program, folder, cases, url, schemas }) {
  const root = path.join(folder, "vitest");
  await mkdir(root, { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(root, "node_modules")).catch(() => {});
  await writeFile(path.join(root, "flow.js"), flow(url, schemas));
  for (let first = 1; first <= cases; first += casesPerFile) {
    const count = Math.min(casesPerFile, cases - first + 1);
    await writeFile(path.join(root, `from-${first}.test.js`), tests(first, count));
  }
  const junit = path.join(folder, "vitest.xml");
  const fast = ["--pool=threads", "--no-isolate", `--maxConcurrency=${casesPerFile}`];
  const report = ["--reporter=junit", `--outputFile=${junit}`];
  return { args: [process.execPath, program, "run", "--root", root, ...fast, ...report] };
}

const tests = (first, count) => `import { test } from "vitest";
import { playCase } from "./flow.js";
for (let number = ${first}; number < ${first + count}; number += 1) {
  test.concurrent(\`a detached source is cancelled \${number}\`, playCase);
}
`;

const flow = (url, schemas) => `import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Pool } from "undici";
import { expect } from "vitest";

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(${JSON.stringify(schemas)}, "utf8")));
const isSource = ajv.compile({ $ref: "api#/components/schemas/Source" });
const pool = new Pool(${JSON.stringify(url)}, { connections: 32 });
const headers = { authorization: "Bearer ${key}", "content-type": "application/json" };

export async function playCase() {
  const card = JSON.parse(await call("POST", "/sources", 201, { type: "creditCard" }));
  expect(isSource(card)).toBe(true);
  const cart = JSON.parse(await call("POST", "/checkouts", 201, ${JSON.stringify(checkout)}));
  const attach = \`/checkouts/\${cart.id}/sources/\${card.id}\`;
  await call("POST", attach, 200);
  expect(await call("DELETE", attach, 204)).toBe("");
  const after = JSON.parse(await call("GET", \`/sources/\${card.id}\`, 200));
  expect(isSource(after)).toBe(true);
  expect(after).toMatchObject({ id: card.id, state: "cancelled" });
  expect(JSON.parse(await call("POST", attach, 409))).toEqual(${JSON.stringify(refusal)});
}

async function call(method, path, status, body) {
  const sent = body === undefined ? null : JSON.stringify(body);
  const response = await pool.request({ method, path, headers, body: sent });
  const text = await response.body.text();
  expect(response.statusCode).toBe(status);
  return text;
}
`;
