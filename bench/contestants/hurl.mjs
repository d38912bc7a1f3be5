import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout, key, refusal } from "../flow.mjs";

/** The flow as hurl files, one a case. JSON Schema it has none: fields in place of it. */
export async function prepareHurl({ program, folder, cases, url, inFlight }) {
  const files = path.join(folder, "hurl");
  await mkdir(files, { recursive: true });
  for (let number = 1; number <= cases; number += 1) {
    await writeFile(path.join(files, `case-${number}.hurl`), text);
  }
  const junit = path.join(folder, "hurl.xml");
  const jobs = ["--test", "--parallel", "--jobs", String(inFlight), "--report-junit", junit];
  return {
    args: [program, ...jobs, "--no-color", "--variable", `url=${url}`, files],
    // It adds to a report that is there.
    before: () => rm(junit, { force: true }),
  };
}

const isSource = `jsonpath "$.id" isString
jsonpath "$.type" == "creditCard"
jsonpath "$.reusable" == false
jsonpath "$.creditCard.lastFourDigits" == "1111"`;

const authorization = `authorization: Bearer ${key}`;

const text = `POST {{url}}/sources
${authorization}
{ "type": "creditCard" }
HTTP 201
[Captures]
card: jsonpath "$.id"
[Asserts]
${isSource}
jsonpath "$.state" == "chargeable"

POST {{url}}/checkouts
${authorization}
${JSON.stringify(checkout)}
HTTP 201
[Captures]
cart: jsonpath "$.id"

POST {{url}}/checkouts/{{cart}}/sources/{{card}}
${authorization}
HTTP 200

DELETE {{url}}/checkouts/{{cart}}/sources/{{card}}
${authorization}
HTTP 204
[Asserts]
bytes count == 0

GET {{url}}/sources/{{card}}
${authorization}
HTTP 200
[Asserts]
${isSource}
jsonpath "$.id" == {{card}}
jsonpath "$.state" == "cancelled"

POST {{url}}/checkouts/{{cart}}/sources/{{card}}
${authorization}
HTTP 409
${JSON.stringify(refusal)}
`;
