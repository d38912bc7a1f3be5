// Sends the requests of a run by undici alone and reads every answer.
// node replay.mjs URL REQUESTS IN-FLIGHT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Pool } from "undici";

const [url, file, inFlight] = process.argv.slice(2);
const requests = JSON.parse(readFileSync(file, "utf8"));
const pool = new Pool(url, { connections: Number(inFlight) });

let next = 0;
const worker = async () => {
  for (let number = next++; number < requests.length; number = next++) await send(number);
};
await Promise.all(Array.from({ length: Number(inFlight) }, worker));
await pool.close();

async function send(number) {
  const { method, path, headers, body = null, status } = requests[number];
  const response = await pool.request({
    method,
    path,
    headers: { ...headers, "x-number": String(number) },
    body,
  });
  const text = await response.body.text();
  assert.equal(response.statusCode, status, `${method} ${path}: ${text.slice(0, 200)}`);
  if (/json/.test(String(response.headers["content-type"])) && text !== "") JSON.parse(text);
}
