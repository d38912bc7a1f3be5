import { loadWorkspace, type Workspace } from "../workspace.ts";
import { folders } from "./folders.ts";
import { must } from "./must.ts";
import { once } from "./once.ts";
import { formats } from "./suite.ts";

/** The bundled suite, read once for all test files of a worker. */
export const bundledWorkspace: () => Promise<Workspace> = once(async () =>
  must(await loadWorkspace(folders, formats)),
);
