import type { Problem } from "../problem.ts";

/** Packages of Pact that Headwater does not bring along, in the versions that it is tested with. */
export const optionalPackages = {
  "@pact-foundation/pact-core": { version: "19.2.0", job: "verifying pacts" },
  "@pactflow/openapi-pact-comparator": {
    version: "1.7.0",
    job: "holding pacts against the OpenAPI documents",
  },
} as const;

/** PACKAGE_MISSING: what is missing, what for, and the line that installs it. @param reason Why it did not load. */
export function missingPackage(name: keyof typeof optionalPackages, reason: string): Problem {
  const { version, job } = optionalPackages[name];
  return {
    code: "PACKAGE_MISSING",
    message: `${job} needs the package ${name}, which ${reason}`,
    hint: `npm install --save-dev --save-exact ${name}@${version} (with --global in place of both where headwater is installed so)`,
  };
}

/** What the error of an import comes to, in words that follow "which". */
export function whyNotLoaded(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_MODULE_NOT_FOUND") return "is not installed";
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `cannot be loaded: ${line.trim()}`;
}
