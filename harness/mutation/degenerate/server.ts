import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Behaviour } from "./behaviours.ts";

/** A running server that implements nothing. */
export interface DegenerateServer {
  readonly url: string;
  /** Ends it, whatever its connections are doing. */
  readonly stop: () => Promise<void>;
}

/** Starts a server in this process on a free port. */
export async function startDegenerate({ answer }: Behaviour): Promise<DegenerateServer> {
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("error", () => {});
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => answer({ message, body: Buffer.concat(chunks).toString() }, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
