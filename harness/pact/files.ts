import stringify from "json-stringify-pretty-compact";
import { renderCoverage } from "./coverage.ts";
import type { Generated } from "./generate.ts";

/** A file that `headwater pact generate` writes, its name relative to the folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** The pacts, laid out so that a change is a few lines, and the page about what they hold. */
export const generatedFiles = (generated: Generated): readonly GeneratedFile[] => [
  ...generated.pacts.map((pact) => ({
    name: `${pact.consumer.name}-${pact.provider.name}.json`,
    text: `${stringify(pact, { maxLength: 120 })}\n`,
  })),
  { name: "README.md", text: renderCoverage(generated) },
];
