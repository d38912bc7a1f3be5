import { isUtf8 } from "node:buffer";

/** Whether a request of this method comes with a body that anybody reads. */
export const mayHoldBody = (method: string): boolean => !["GET", "HEAD", "TRACE"].includes(method);

/** The body as text, which JSON and forms are in UTF-8, with or without a mark; undefined for other bytes. */
export async function bodyText(request: BodyHolder): Promise<string | undefined> {
  if (!mayHoldBody(request.method) || request.header("content-length") === "0") return "";
  const bytes = new Uint8Array(await request.arrayBuffer());
  return isUtf8(bytes) ? decoder.decode(bytes) : undefined;
}

const decoder = new TextDecoder();

interface BodyHolder {
  readonly method: string;
  readonly header: (name: string) => string | undefined;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}
