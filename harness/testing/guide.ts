import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A block of commands of a page. */
export interface GuideBlock {
  readonly commands: string;
  /** What the page says that they print. */
  readonly shown?: string;
}

/** How it went. */
export interface Followed {
  readonly code: number | null;
  readonly output: string;
  /** Blocks that print something else than the page shows. */
  readonly different: readonly {
    readonly commands: string;
    readonly shown: string;
    readonly printed: string;
  }[];
}

/** The blocks of commands of a page, or of one of its sections; a block of text that follows one is its output. */
export function blocksOf(page: string, section?: string): readonly GuideBlock[] {
  const whole = readFileSync(page, "utf8");
  const text = section === undefined ? whole : sectionOf(whole, section);
  return [...text.matchAll(/^( *)```sh\n(.*?)\n\1```\n(?:\n\1```text\n(.*?)\1```)?/gms)].map(
    ([, indent = "", commands = "", shown]) => ({
      commands: unindented(commands, indent),
      ...(shown !== undefined && { shown: unindented(shown, indent) }),
    }),
  );
}

function sectionOf(page: string, section: string): string {
  const [, ...sections] = page.split(/^## /m);
  const found = sections.find((one) => one.startsWith(`${section}\n`));
  if (found === undefined) throw new Error(`no section is called ${section}`);
  return found;
}

const unindented = (text: string, indent: string): string =>
  text
    .split("\n")
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join("\n");

/**
 * Carries blocks out, one after the other in one shell that stops at the first command which fails. A line that ends with
 * `# exits with N` must.
 *
 * @param folder The working folder.
 * @param port Where the server listens that the page calls 8765.
 */
export async function follow(
  blocks: readonly GuideBlock[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  port = "8765",
): Promise<Followed> {
  const commands = blocks.map(
    (block) =>
      `${block.commands.replaceAll("8765", port).replaceAll(exits, "code=0; $1 || code=$?; test $code -eq $2")}\necho "${mark}"`,
  );
  const { code, output } = await bash(commands.join("\n"), folder, environment);
  const outputs = output.split(`${mark}\n`);
  const different = blocks.flatMap(({ commands: own, shown = "" }, index) => {
    const printed = steady(outputs[index] ?? "");
    return holdsInOrder(printed, steady(shown).split("...\n"))
      ? []
      : [{ commands: own, shown: steady(shown), printed }];
  });
  return { code, output, different };
}

const exits = /^(.+?) +# exits with (\d)$/gm;

const mark = "--- next block ---";

/** A line of three dots stands for any lines. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at !== -1;
  });
}

/** Without what differs from run to run and from suite to suite: ids, digests, times, counts. */
const steady = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{64}\b/g, "KEY")
    // A suite of a few cases selects a few requirements.
    .replaceAll(/, \d+ not selected/g, "")
    .replaceAll(/\bcases [0-9a-f]{12}\b/g, "cases DIGEST")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replaceAll(/(?<=127\.0\.0\.1:|seed +)\d+/g, "N")
    .replaceAll(/\(\d+(\.\d+)? m?s\)/g, "(TIME)")
    .replaceAll(
      /\d+(?= (of \d+ must|must requirements|of them in part|left out|not selected))/g,
      "N",
    )
    .replaceAll(/\d+(?= must requirements| must verified)/g, "N")
    .replaceAll(/^ {2}\d+:/gm, "  N:")
    .replaceAll(/\d+(?= (checks|passed|not applicable|exchanges))/g, "N");

function bash(
  commands: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn("bash", ["-c", `exec 2>&1; set -e\n${commands}`], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}
