import type { Command } from "commander";
import { wholeFrom, type Wiring } from "./options.ts";

/** keygen, certify, verify: evidence that others can check. */
export function addCertify(program: Command, wiring: Wiring): void {
  addKeygen(program, wiring);
  addIssue(program, wiring);
  addVerify(program, wiring);
}

function addKeygen(program: Command, { done, context }: Wiring): void {
  program
    .command("keygen")
    .description("Make an Ed25519 key pair for certificates: NAME.key and NAME.pub.")
    .argument("[name]", "path of the two files, without ending", "headwater")
    .option("--json", "print JSON")
    .action(async (name: string, { json }: { json?: true }) => {
      const { keygenCommand } = await import("../commands/keygen.ts");
      done(await keygenCommand({ name, json: json ?? false }, context()));
    });
}

interface CertifyFlags {
  readonly target: string;
  readonly key: string;
  readonly repeat?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly out?: string;
  readonly resume?: string;
  readonly quiet?: true;
  readonly json?: true;
}

function addIssue(program: Command, { done, context }: Wiring): void {
  program
    .command("certify")
    .description("Run every case at least three times over and sign the evidence.")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .requiredOption("--key <file>", "the private key that signs (headwater keygen makes one)")
    .option("--repeat <n>", "rounds, each in another order (default: 3)", wholeFrom(3))
    .option("--seed <n>", "seed of the order (default: another one each run)", wholeFrom(0))
    .option(
      "--concurrency <n>",
      "cases under way at once (default: the target's limit)",
      wholeFrom(1),
    )
    .option("-o, --out <dir>", "folder of the certificate (default: certificate)")
    .option("--resume <dir>", "go on with the run whose bundle is there, and sign it")
    .option("-q, --quiet", "no progress")
    .option("--json", "print JSON")
    .action(async ({ quiet, json, ...flags }: CertifyFlags) => {
      const { certifyCommand } = await import("../commands/certify.ts");
      const options = { ...flags, quiet: quiet ?? false, json: json ?? false };
      done(await certifyCommand(options, context()));
    });
}

function addVerify(program: Command, { done, context }: Wiring): void {
  program
    .command("verify")
    .description("Verify a certificate, offline: signature, files, completeness, verdicts.")
    .argument("<dir>", "folder of the certificate")
    .option("--key <file>", "the signer's public key; without it nothing is authenticated")
    .option("--max-age <days>", "refuse a certificate whose run is older", wholeFrom(1))
    .option("--json", "print JSON")
    .action(async (directory: string, flags: { key?: string; maxAge?: number; json?: true }) => {
      const { verifyCommand } = await import("../commands/verify.ts");
      const { json, ...rest } = flags;
      done(await verifyCommand({ directory, ...rest, json: json ?? false }, context()));
    });
}
