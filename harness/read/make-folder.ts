import { mkdir, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Makes a folder with those above it, each in its turn, from the one that is there. (`recursive` of Node never comes to an
 * end where a file system makes no folders, such as /proc.) Rejects where it cannot be made.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const above = path.dirname(folder);
    if (code === "ENOENT" && above !== folder && !(await isFolder(above))) {
      await makeFolder(above, mode);
      await mkdir(folder, { mode });
    } else if (!(await isFolder(folder))) throw error;
  }
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
