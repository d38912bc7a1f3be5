import { writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout, key, refusal } from "../flow.mjs";

/** The flow as one collection, a folder for each case; newman sends one request after the other. */
export async function prepareNewman({ program, folder, cases, url }) {
  const file = path.join(folder, "collection.json");
  const item = Array.from({ length: cases }, (_, index) => ({
    name: `case ${index + 1}`,
    item: requests(url),
  }));
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  await writeFile(file, JSON.stringify({ info: { name: "flow", schema }, item }));
  const junit = path.join(folder, "newman.xml");
  const reporters = ["--reporters", "junit", "--reporter-junit-export", junit];
  return { args: [program, "run", file, ...reporters] };
}

const isSource = `pm.response.to.have.jsonSchema({ type: "object", required: ["id", "type", "state", "reusable"] });`;

const requests = (url) => [
  request(
    "POST",
    `${url}/sources`,
    201,
    [isSource, `pm.collectionVariables.set("card", pm.response.json().id);`],
    { type: "creditCard" },
  ),
  request(
    "POST",
    `${url}/checkouts`,
    201,
    [`pm.collectionVariables.set("cart", pm.response.json().id);`],
    checkout,
  ),
  request("POST", `${url}/checkouts/{{cart}}/sources/{{card}}`, 200, []),
  request("DELETE", `${url}/checkouts/{{cart}}/sources/{{card}}`, 204, [
    `pm.expect(pm.response.text()).to.equal("");`,
  ]),
  request("GET", `${url}/sources/{{card}}`, 200, [
    isSource,
    `pm.expect(pm.response.json().id).to.equal(pm.collectionVariables.get("card"));`,
    `pm.expect(pm.response.json().state).to.equal("cancelled");`,
  ]),
  request("POST", `${url}/checkouts/{{cart}}/sources/{{card}}`, 409, [
    `pm.expect(pm.response.json()).to.deep.equal(${JSON.stringify(refusal)});`,
  ]),
];

function request(method, url, status, more, body) {
  const asserts = [`pm.response.to.have.status(${status});`, ...more].join("\n");
  const exec = [`pm.test("${method} ${status}", () => {`, asserts, "});"];
  const header = [
    { key: "authorization", value: `Bearer ${key}` },
    { key: "content-type", value: "application/json" },
  ];
  return {
    name: `${method} ${status}`,
    event: [{ listen: "test", script: { type: "text/javascript", exec } }],
    request: {
      method,
      url,
      header,
      ...(body && { body: { mode: "raw", raw: JSON.stringify(body) } }),
    },
  };
}
