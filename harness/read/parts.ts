/** Texts that are put away one by one, each under the next number, and read when they are asked for. */
export interface Parts {
  /** @returns The number of the text. */
  readonly add: (text: string) => number;
  readonly read: (number: number) => string;
}

export function partsInMemory(): Parts {
  const texts: string[] = [];
  return {
    add: (text) => texts.push(text) - 1,
    read: (number) => texts[number] ?? "",
  };
}
