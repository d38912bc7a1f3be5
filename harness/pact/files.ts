import { createHash } from "node:crypto";
import stringify from "json-stringify-pretty-compact";
import type { Pact } from "../../specs/types/pact.format.d.ts";
import { renderCoverage, renderOmissions } from "./coverage.ts";
import type { Generated } from "./generate.ts";

/** A file that `headwater pact generate` writes, its name relative to the folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** A pact, laid out so that a change is a few lines. */
export const pactFile = (pact: Pact): GeneratedFile => ({
  name: `${pact.consumer.name}-${pact.provider.name}.json`,
  text: `${stringify(pact, { maxLength: 120 })}\n`,
});

/** The pacts that hold something, which is what `pact verify` takes, the page about what they hold, and the list of what they leave out. */
export function generatedFiles(generated: Generated): readonly GeneratedFile[] {
  const pacts = generated.pacts
    .filter(({ interactions }) => interactions.length > 0)
    .map((pact) => ({ pact, ...pactFile(pact) }));
  const rows = pacts.map(({ pact, name, text }) => ({
    name,
    interactions: pact.interactions.length,
    digest: createHash("sha256").update(text).digest("hex"),
  }));
  return [
    ...pacts.map(({ name, text }) => ({ name, text })),
    { name: "coverage.md", text: renderCoverage(generated, rows) },
    { name: "omissions.md", text: renderOmissions(generated) },
  ];
}
