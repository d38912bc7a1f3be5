/** A line with its bytes, line break included; the last is not whole when no line break ends it. */
export interface TextLine {
  readonly text: string;
  readonly size: number;
  readonly whole: boolean;
}

/** What a stream may hold, in bytes: a small compressed file can unpack to anything. */
interface LineLimits {
  readonly line: number;
  readonly all: number;
}

/** An exchange of the largest body that is taken by default, every sign of it escaped, many times over. */
const lineLimits: LineLimits = { line: 64 * 1024 ** 2, all: 4 * 1024 ** 3 };

/** The lines of a stream of bytes, one after the other. Throws where one of them, or all together, are too long. */
export async function* linesIn(
  chunks: AsyncIterable<Buffer>,
  limits = lineLimits,
): AsyncGenerator<TextLine> {
  let parts: Buffer[] = [];
  let length = 0;
  let all = 0;
  const take = (part: Buffer) => {
    parts.push(part);
    length += part.length;
    if (length > limits.line) throw new Error(`a line is longer than ${limits.line} bytes`);
  };
  const text = () => Buffer.concat(parts).toString("utf8");
  for await (const chunk of chunks) {
    all += chunk.length;
    if (all > limits.all) throw new Error(`it holds more than ${limits.all} bytes`);
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      yield { text: text(), size: length + 1, whole: true };
      [parts, length, from] = [[], 0, end + 1];
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (length > 0) yield { text: text(), size: length, whole: false };
}
