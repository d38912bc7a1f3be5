import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createKeyPair } from "../certificate/key.ts";
import type { Problem } from "../problem.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater keygen`. */
export interface KeygenCommand {
  /** The files are NAME.key and NAME.pub. */
  readonly name: string;
  readonly json: boolean;
}

/** Makes an Ed25519 key pair: the private half readable by its owner alone. Overwrites nothing. */
export async function keygenCommand(
  { name, json }: KeygenCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { privateKey, publicKey, id } = createKeyPair();
  const files = [
    { shown: `${name}.key`, text: privateKey, mode: 0o600 },
    { shown: `${name}.pub`, text: publicKey, mode: 0o644 },
  ];
  const written: string[] = [];
  for (const { shown, text, mode } of files) {
    const file = path.resolve(context.workingFolder, shown);
    try {
      await writeFile(file, text, { mode, flag: "wx" });
      written.push(file);
    } catch (error) {
      for (const half of written) await rm(half);
      return reportProblems([unwritable(shown, error)], context, json);
    }
  }
  const said = { keyId: id, privateKey: `${name}.key`, publicKey: `${name}.pub` };
  context.stdout.write(json ? `${JSON.stringify(said, null, 2)}\n` : describe(name, id));
  return 0;
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
