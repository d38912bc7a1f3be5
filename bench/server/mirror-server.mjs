// Answers the requests of a run as they were answered then: each names its number in a header.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const answers = JSON.parse(readFileSync(process.argv[2], "utf8"));
let count = 0;
const server = createServer((request, response) => {
  request.on("data", () => {});
  request.on("end", () => {
    count += 1;
    const { status, headers, body } = answers[Number(request.headers["x-number"])];
    const type = headers["content-type"];
    if (type === undefined) return response.writeHead(status).end();
    response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
    response.end(request.method === "HEAD" ? undefined : body);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
process.on("message", ({ ask }) => {
  process.send({ seen: { requests: count }, cpu: process.cpuUsage() });
  if (ask === "reset") count = 0;
});
process.on("disconnect", () => process.exit());
