import { connect } from "node:net";
import type { Target } from "../implementation/types.ts";

/**
 * Why a target cannot be reached: the first of its base URLs to which no connection comes about.
 *
 * @returns undefined when every one accepts connections.
 */
export async function whyUnreachable({
  apis,
  limits,
  connection,
}: Target): Promise<string | undefined> {
  // A proxy knows its way to hosts that we cannot reach, or even name.
  if (connection?.proxy !== undefined) return undefined;
  const baseUrls = new Set(Object.values(apis).map((api) => api.baseUrl));
  const whys = await Promise.all([...baseUrls].map((url) => tryConnection(url, limits.timeoutMs)));
  return whys.find((why) => why !== undefined);
}

function tryConnection(baseUrl: string, timeoutMs: number): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: Number(port) || (protocol === "https:" ? 443 : 80) });
  return new Promise((resolve) => {
    const end = (why?: string) => {
      socket.destroy();
      resolve(why === undefined ? undefined : `cannot connect to ${baseUrl}: ${why}`);
    };
    // Where we were busy ourselves for as long, the connection may be there all the same: it is heard of before this turn ends.
    socket.setTimeout(timeoutMs, () => setImmediate(() => end("no connection in time")));
    socket.on("connect", () => end());
    socket.on("error", (error) => end(describe(error)));
  });
}

function describe(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name is not known";
  return error.message === "" ? String(code) : error.message;
}
