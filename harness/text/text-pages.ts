/**
 * Texts as bytes, one after the other, until the page is full. Of very many that stay for long it takes less than half the
 * room of strings, none of which a collector of garbage has to look after.
 */
export class TextPage implements Iterable<string> {
  readonly #bytes: Buffer;
  #used = 0;

  /** @param first Texts that have to find room. */
  constructor(first: readonly string[] = []) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(pageBytes, roomFor(first)));
  }

  /** @returns Where the first of them is, for `at`; undefined when there is no room for all of them. */
  add(...texts: readonly string[]): number | undefined {
    const place = this.#used;
    if (place + roomFor(texts) > this.#bytes.length) return undefined;
    for (const text of texts) {
      const start = this.#used + lengthBytes;
      const length = this.#bytes.write(text, start);
      this.#bytes.writeUInt32LE(length, this.#used);
      this.#used = start + length;
    }
    return place;
  }

  at(place: number): string {
    return this.#bytes.toString("utf8", place + lengthBytes, this.after(place));
  }

  /** Where the text is that came next. */
  after(place: number): number {
    return place + lengthBytes + this.#bytes.readUInt32LE(place);
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let place = 0; place < this.#used; place = this.after(place)) yield this.at(place);
  }
}

const pageBytes = 65_536;
const lengthBytes = 4;

const roomFor = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + lengthBytes + Buffer.byteLength(text), 0);

/** Puts texts on pages, each until it is full. A page lives as long as somebody holds it. */
export class TextWriter {
  #page = new TextPage();

  /** @returns The page that has all of them, and where the first is. */
  add(...texts: readonly string[]): readonly [page: TextPage, place: number] {
    const place = this.#page.add(...texts);
    if (place !== undefined) return [this.#page, place];
    this.#page = new TextPage(texts);
    return [this.#page, this.#page.add(...texts) ?? 0];
  }
}

/** Many texts that are read one after the other, in the order in which they came. */
export class TextList implements Iterable<string> {
  readonly #pages: TextPage[] = [];
  readonly #writer = new TextWriter();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  add(text: string): void {
    const [page] = this.#writer.add(text);
    if (page !== this.#pages.at(-1)) this.#pages.push(page);
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const page of this.#pages) yield* page;
  }
}
