// The least server that plays the flow: bare node:http, answers as large as the reference implementation's, and a count
// of what it saw. Its parent asks for the count over IPC, so that no request of the flow is about it.
import { createServer } from "node:http";
import { key, refusal } from "../flow.mjs";

let sources = new Map();
let checkouts = new Set();
let seen = {};
let connections = 0;
let made = 0;

const server = createServer((request, response) => {
  if (request.method !== "POST") return answer(request, response);
  request.on("data", () => {});
  request.on("end", () => answer(request, response));
});
server.on("connection", () => (connections += 1));
server.listen(0, "127.0.0.1", () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});

process.on("message", ({ ask }) => {
  process.send({ seen, connections, cpu: process.cpuUsage() });
  if (ask === "reset") [sources, checkouts, seen, connections] = [new Map(), new Set(), {}, 0];
});
process.on("disconnect", () => process.exit());

function answer({ method, url, headers }, response) {
  const [shape, status, body] = respond(method, url, headers);
  const name = `${method} ${shape} ${status}`;
  seen[name] = (seen[name] ?? 0) + 1;
  if (body === undefined) return response.writeHead(status).end();
  const length = Buffer.byteLength(body);
  const type = "application/json";
  response.writeHead(status, { "content-type": type, "content-length": length }).end(body);
}

function respond(method, url, { authorization }) {
  if (authorization !== `Bearer ${key}`) return [url, 401, "{}"];
  const [, collection, id, , sourceId] = url.split("/");
  if (method === "POST" && /^(\/_sandbox)?\/sources$/.test(url)) {
    const source = `fefdffe0-ff40-4541-b820-${String((made += 1)).padStart(12, "0")}`;
    sources.set(source, "chargeable");
    return [url, 201, sourceOf(source, "chargeable")];
  }
  if (method === "POST" && url === "/checkouts") {
    const checkout = `12464f69-edb6-40f4-a2d1-${String((made += 1)).padStart(12, "0")}`;
    checkouts.add(checkout);
    return [url, 201, checkoutOf(checkout)];
  }
  if (method === "GET" && collection === "sources" && sources.has(id)) {
    return ["/sources/id", 200, sourceOf(id, sources.get(id))];
  }
  if (!checkouts.has(id) || !sources.has(sourceId)) return [url, 404, "{}"];
  const shape = "/checkouts/id/sources/id";
  if (method === "DELETE") {
    sources.set(sourceId, "cancelled");
    return [shape, 204];
  }
  const free = sources.get(sourceId) === "chargeable";
  return free ? [shape, 200, sourceOf(sourceId, "chargeable")] : [shape, 409, refused];
}

const refused = JSON.stringify(refusal);

const sourceOf = (id, state) =>
  JSON.stringify({
    id,
    createdTime: "2026-11-28T17:06:52Z",
    type: "creditCard",
    reusable: false,
    state,
    flow: "standard",
    clientSecret: `${id}_7ce13db5-a604-462e-aa6c-f713f92be3a2`,
    creditCard: {
      brand: "Visa",
      expirationMonth: 7,
      expirationYear: 2037,
      lastFourDigits: "1111",
    },
    liveMode: false,
  });

const checkoutOf = (id) =>
  JSON.stringify({
    id,
    createdTime: "2026-11-28T17:06:52Z",
    updatedTime: "2026-11-28T17:06:52Z",
    currency: "USD",
    email: "ada@example.com",
    totalAmount: 21.61,
    subtotal: 20,
    totalTax: 1.61,
    totalShipping: 0,
    items: [{ id: "567677883336", skuId: "sku-1", quantity: 1, amount: 20 }],
    sellingEntity: { id: "HEADWATER_SANDBOX", name: "Headwater Sandbox" },
    liveMode: false,
    payment: {
      sources: [],
      session: {
        id: "7ed154e1-9d18-421e-ab7f-4a8402033aaa",
        amountRemainingToBeContributed: 21.61,
        state: "requires_source",
        clientSecret: `${id}_831af819-42ca-4b75-917a-e9718685b160`,
      },
    },
  });
