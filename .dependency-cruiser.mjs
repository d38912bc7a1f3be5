// The arrows of ARCHITECTURE.md: no cycle anywhere, types included, and a room imports only from those before it in its line.

/** @type {Readonly<Record<string, readonly (string | readonly string[])[]>>} Rooms in one list do not see each other. */
const lines = {
  harness: [
    ["result.ts", "problem.ts", "group.ts", "package-root.ts"],
    "built.ts",
    // Words for people (counts, values, control characters) are needed from the first problem on.
    "text",
    "read",
    "requirements",
    "case",
    "http",
    "secrets",
    // Pages that run a target's library are one more way of sending.
    "browser",
    "implementation",
    "check",
    "plan",
    "journal",
    "execute",
    "judge",
    // A script is made of facts and exchanges alone: a format of the report shows it, a stored run prints one.
    "replay",
    "report",
    "workspace.ts",
    "record",
    "baseline",
    "certificate",
    "run.ts",
    ["pact", "mutation"],
    "commands",
    // What programs import; nothing of ours imports it.
    "public-api",
    ["index.ts", "main.ts"],
    "cli.ts",
  ],
  "reference-impl": [
    "domain",
    "answering.ts",
    ["digital-river", "commerce"],
    "faults",
    ["auth.ts", "ids.ts", "settling.ts", "state", "variations"],
    "accounts.ts",
    "context.ts",
    ["sandbox", "browser"],
    "browser-accounts.ts",
    "app.ts",
    "package-files.ts",
    ["create-sandbox.ts", "main.ts"],
  ],
};

const tests = String.raw`(\.test\.ts$|/testing/)`;

const rooms = (entry) => (typeof entry === "string" ? [entry] : entry);

const pattern = (top, names) =>
  `^${top}/(${names.map((name) => name.replace(".", "\\.")).join("|")})(/|$)`;

const arrows = Object.entries(lines).flatMap(([top, line]) =>
  line.flatMap((entry, index) =>
    rooms(entry).flatMap((room) => {
      const later = line.slice(index + 1).flatMap(rooms);
      const beside = rooms(entry).filter((other) => other !== room && !other.endsWith(".ts"));
      if (later.length + beside.length === 0) return [];
      return [
        {
          name: `${top}/${room}-sees-only-what-stands-before-it`,
          severity: "error",
          from: { path: pattern(top, [room]), pathNot: tests },
          to: { path: pattern(top, [...later, ...beside]) },
        },
      ];
    }),
  ),
);

export default {
  forbidden: [
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    ...arrows,
    {
      name: "harness-and-reference-share-data-never-code",
      severity: "error",
      from: { path: "^(harness|reference-impl)/", pathNot: tests },
      to: { path: "^(harness|reference-impl)/", pathNot: "^$1/" },
    },
    {
      name: "the-model-shares-nothing-with-the-server-it-is-held-against",
      severity: "error",
      from: { path: "^reference-impl/testing/properties/model/" },
      to: { path: "^reference-impl/", pathNot: "^reference-impl/testing/properties/model/" },
    },
    {
      name: "domain-knows-no-http",
      severity: "error",
      from: { path: "^reference-impl/domain/" },
      to: { path: "^(hono|@hono|node:http)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node"],
    },
  },
};
