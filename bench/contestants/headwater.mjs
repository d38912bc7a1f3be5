import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout, refusal } from "../flow.mjs";

/** A folder of suites with so many cases, a file each, and the target file of a server. */
export async function writeSuite(folder, cases, url) {
  const suite = path.join(folder, "suites/digital-river");
  await mkdir(suite, { recursive: true });
  await mkdir(path.join(folder, "suites/fixtures"), { recursive: true });
  for (let number = 1; number <= cases; number += 1) {
    await writeFile(path.join(suite, `case-${number}.yaml`), caseFile(number));
  }
  await writeFile(path.join(folder, "target.yaml"), targetFile(url));
  return suite;
}

const targetFile = (url) => `name: A server that plays the flow
apis:
  digital-river:
    baseUrl: ${url}
    keys: { confidential: "\${BENCH_KEY}" }
`;

const caseFile = (number) => `# yaml-language-server: $schema=case.schema.json
case: detached-source-${number}
title: A detached source is cancelled, and no checkout takes it back (${number})
profile: digital-river/core

steps:
  - id: create
    call: POST /sources
    body: { type: creditCard }
    take: { card: $.id }
  - id: open
    call: POST /checkouts
    body:
      currency: ${checkout.currency}
      email: ${checkout.email}
      items:
        - { skuId: ${checkout.items[0].skuId}, quantity: 1, price: 20 }
    take: { cart: $.id }
  - id: attach
    call: POST /checkouts/{cart}/sources/{card}
  - id: detach
    call: DELETE /checkouts/{cart}/sources/{card}
  - id: after
    call: GET /sources/{card}
  - id: again
    call: POST /checkouts/{cart}/sources/{card}

checks:
  - id: source-is-created
    must: DR-DETACH-1
    on: create
    expect: { status: 201, schema: Source }
  - id: checkout-is-opened
    must: DR-DETACH-1
    on: open
    expect: { status: 201 }
  - id: source-is-attached
    must: DR-DETACH-1
    on: attach
    expect: { status: 200 }
  - id: detach-answers-204-empty
    must: DR-DETACH-1
    on: detach
    expect: { status: 204, body: empty }
  - id: source-is-cancelled
    must: DR-DETACH-2
    on: after
    expect:
      status: 200
      schema: Source
      body: { id: "{card}", state: cancelled }
  - id: attaching-again-is-refused
    must: DR-DETACH-1
    on: again
    expect:
      status: 409
      body:
        type: ${refusal.type}
        errors:
          - code: ${refusal.errors[0].code}
            message: ${refusal.errors[0].message}
`;

/** The arguments of a run of such a folder. */
export const runArguments = ({ command, folder, inFlight, reporters }) => [
  process.execPath,
  command,
  "--suites",
  "suites",
  "run",
  "--target",
  "target.yaml",
  "--concurrency",
  String(inFlight),
  "--out",
  path.join(folder, "out"),
  ...(reporters === undefined ? [] : ["--reporter", reporters]),
  "--quiet",
];

/** The environment of a command whose caches are in a folder. */
export const cachesIn = (folder) => ({
  HEADWATER_CACHE: path.join(folder, "suites"),
  NODE_COMPILE_CACHE: path.join(folder, "code"),
});

/** Does something with a folder of caches that nothing was put into before. */
export async function withFreshCaches(scratch, use) {
  const folder = await mkdtemp(path.join(scratch, "caches-"));
  try {
    return await use(cachesIn(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
