import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./package-root.ts";

/** SHA-256 of the code and of the packages that a build put into its files; only the build says it. */
declare const builtFrom: string;

/** What a build made; undefined where the code runs as it is written. */
export const built =
  typeof builtFrom === "string"
    ? {
        /** SHA-256 of the code. */
        from: builtFrom,
        /** Absolute path of what was compiled from the data of the package. */
        folder: path.join(
          packageRoot(path.dirname(fileURLToPath(import.meta.url))),
          "dist/compiled",
        ),
      }
    : undefined;
