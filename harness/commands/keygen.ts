import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";

/** keygen: an Ed25519 key pair, the private half readable by its owner alone. Overwrites nothing. */
export const keygenCommand: AddCommand = (program, action) => {
  program
    .command("keygen")
    .description("Make an Ed25519 key pair for certificates: NAME.key and NAME.pub.")
    .argument("[name]", "path of the two files, without ending", "headwater")
    .option("--json", "print JSON")
    .action(action(keygen));
};

async function keygen(
  { workingFolder, stdout }: CommandContext,
  name: string,
  { json }: { readonly json?: true },
): Promise<Result<ExitCode>> {
  const { createKeyPair } = await import("../certificate/key.ts");
  const { privateKey, publicKey, id } = createKeyPair();
  const files = [
    { shown: `${name}.key`, text: privateKey, mode: 0o600 },
    { shown: `${name}.pub`, text: publicKey, mode: 0o644 },
  ];
  const written: string[] = [];
  for (const { shown, text, mode } of files) {
    const file = path.resolve(workingFolder, shown);
    try {
      await writeFile(file, text, { mode, flag: "wx" });
      written.push(file);
    } catch (error) {
      for (const half of written) await rm(half);
      return failure([unwritable(shown, error)]);
    }
  }
  const said = { keyId: id, privateKey: `${name}.key`, publicKey: `${name}.pub` };
  stdout.write(json ? asJson(said) : describe(name, id));
  return ok(0);
}

const describe = (name: string, id: string): string =>
  `private key  ${name}.key   keep it to yourself
public key   ${name}.pub   give it to whoever verifies
key id       ${id}
`;

function unwritable(file: string, error: unknown): Problem {
  const taken = error instanceof Error && "code" in error && error.code === "EEXIST";
  const message = taken ? "there is such a file already" : `cannot be written (${String(error)})`;
  const hint = taken ? "headwater keygen NAME takes another name" : "choose another folder";
  return { code: "FILE_UNWRITABLE", at: { file }, message, hint };
}
