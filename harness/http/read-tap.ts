import { Socket } from "node:net";
import type { buildConnector } from "undici";

/** Sees what is read from connections, before anything is made of it. */
export interface ReadTap {
  /** Makes connections that are seen. */
  readonly on: (connector: buildConnector.connector) => buildConnector.connector;
  /** Whether bytes stand behind the head of the answer in what was read last. */
  readonly hasBytesBehindHead: () => boolean;
}

/** The HTTP client drops what stands behind an answer without a body together with its connection: here it can be seen. */
export function createReadTap(): ReadTap {
  let last: Buffer = Buffer.alloc(0);
  const watch = (socket: Socket): void => {
    const read = socket.read.bind(socket);
    socket.read = (size?: number): unknown => {
      const chunk: unknown = read(size);
      if (Buffer.isBuffer(chunk)) last = chunk;
      return chunk;
    };
  };
  return {
    on: (connector) => (options, done) =>
      connector(options, (...made) => {
        const [, socket] = made;
        if (socket instanceof Socket) watch(socket);
        done(...made);
      }),
    hasBytesBehindHead: () => {
      const end = endOfHead(last);
      return end !== undefined && end < last.length;
    },
  };
}

/** Where the head of an answer ends, behind heads that only announce it (1xx); undefined where it is cut. */
function endOfHead(chunk: Buffer): number | undefined {
  for (let from = 0; ;) {
    const blank = chunk.indexOf("\r\n\r\n", from, "latin1");
    if (blank === -1) return undefined;
    const end = blank + 4;
    if (!/^HTTP\/1\.\d 1\d\d/.test(chunk.toString("latin1", from, from + 12))) return end;
    from = end;
  }
}
