// Writes the declarations of what a program may import into dist/, beside the modules, and those that they name. Each is made of its
// own file alone, as `isolatedDeclarations` has it; `npm run check` checks types.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
};

const files = new Set([
  "harness/index.ts",
  "harness/public-api/vitest.ts",
  "reference-impl/create-sandbox.ts",
]);
// A set goes on to what is added on the way.
for (const file of files) {
  const declaration = path.join("dist", file.replace(/(\.d)?\.ts$/, ".d.ts"));
  const text = declarationOf(file);
  mkdirSync(path.dirname(declaration), { recursive: true });
  writeFileSync(declaration, text);
  for (const { fileName } of ts.preProcessFile(text).importedFiles)
    if (fileName.startsWith(".")) files.add(path.join(path.dirname(file), fileName));
}

function declarationOf(file) {
  const source = readFileSync(file, "utf8");
  if (file.endsWith(".d.ts")) return source;
  const { outputText, diagnostics } = ts.transpileDeclaration(source, {
    fileName: file,
    compilerOptions,
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0) throw new Error(messagesOf(diagnostics));
  return outputText;
}

function messagesOf(diagnostics) {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => "\n",
  });
}
