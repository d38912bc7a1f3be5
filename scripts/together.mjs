/**
 * Puts what is loaded together into one file: to find, read and link a hundred small ones takes as long as Node itself takes to start.
 *
 * @param files By the name of a file the modules, absolute paths, that it begins with. It holds them and all that they import, but for
 *   what an earlier file holds.
 */
export function loadedTogether(files) {
  const fileOf = new Map();
  const take = (id, name, graph) => {
    if (fileOf.has(id)) return;
    fileOf.set(id, name);
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) take(imported, name, graph);
  };
  return {
    plugin: {
      name: "loaded-together",
      buildEnd() {
        for (const [name, ids] of Object.entries(files)) for (const id of ids) take(id, name, this);
      },
    },
    codeSplitting: {
      groups: Object.keys(files).map((name) => ({ name, test: (id) => fileOf.get(id) === name })),
    },
  };
}
