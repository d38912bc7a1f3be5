/** A line with its bytes, line break included; the last is not whole when no line break ends it. */
export interface TextLine {
  readonly text: string;
  readonly size: number;
  readonly whole: boolean;
}

/** The lines of a stream of bytes, one after the other. */
export async function* linesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<TextLine> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let data = Buffer.concat([rest, chunk]);
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10)) {
      yield { text: data.toString("utf8", 0, end), size: end + 1, whole: true };
      data = data.subarray(end + 1);
    }
    rest = data;
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), size: rest.length, whole: false };
}
