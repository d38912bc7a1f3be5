import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Pages on which no command is called. */
const without = ["trust.md", "performance.md", "formats.md", "requirements.md", "not-tested.md"];

const guides = readdirSync("docs")
  .filter((file) => file.endsWith(".md") && !without.includes(file))
  .map((file) => path.join("docs", file));

const read = (file: string) => readFileSync(file, "utf8");

/** The section of a page, up to the next heading. */
const sectionOf = (page: string) => /^## Install\n[\s\S]*?(?=^## )/m.exec(read(page))?.[0];

describe("the section on how to install", () => {
  it.each(guides)("stands in %s as in the README, word for word", (guide) => {
    expect(sectionOf(guide)).toBe(sectionOf("README.md"));
  });

  it("names the version that is here", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    expect(sectionOf("README.md")).toContain(`/headwater-${version}.tgz`);
    expect(sectionOf("README.md")).toContain(`#v${version}"`);
  });
});

const isPinned = (word: string) =>
  /^(?:-|\.\/|"git\+[^"]*#v[\d.]+"$|\$)|@\d+\.\d+\.\d+$|@\$\{version\}$/.test(word);

/**
 * Ways to run or install code that nothing pins: whoever owns the name on the registry would run beside the keys of the job.
 * A package is pinned by an exact version, a tarball or a tag.
 */
function unpinned(text: string): readonly string[] {
  const fetching = /\b(?:npx|npm exec|pnpm dlx|pnpx|yarn dlx|bunx)\b(?! --no -- )[^\n`]*/g;
  const installing = /\bnpm (?:i|install|add) (?<words>(?:"[^"\n]*"|[^\n#`("&])*)/g;
  return [
    ...[...text.matchAll(fetching)].map(([found]) => found),
    ...[...text.matchAll(installing)]
      .filter(({ groups }) => !(groups?.["words"] ?? "").trim().split(/\s+/).every(isPinned))
      .map(([found]) => found.trim()),
  ];
}

describe("what is shown to people", () => {
  const roots = ["docs", "harness", "reference-impl", "suites", "specs", "reports/README.md"];
  const others = ["README.md", "CONTRIBUTING.md", "examples", "action.yml", "Dockerfile"];
  const files = [...roots, ...others]
    .flatMap(filesBelow)
    .filter((file) => !/\.test\.ts$|\/testing\/|__golden__/.test(file));

  it("fetches no package that nothing pins", () => {
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((file) => unpinned(read(file)).map((line) => `${file}: ${line}`));
    expect(found).toEqual([]);
  });

  it.each([
    "npx -y headwater run",
    "npx headwater run",
    "npx --no headwater@latest run",
    "npm exec headwater",
    "pnpm dlx headwater",
    "npm install headwater",
    "npm i -D headwater@latest",
    'npm i -D "git+https://git.example/headwater.git"',
    "npm install --save-dev --save-exact ./headwater-0.1.0.tgz other",
  ])("would be found with: %s", (line) => {
    expect(unpinned(line)).toEqual([line]);
  });
});

function filesBelow(root: string): readonly string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return [root];
    if (code === "ENOENT") return [];
    throw error;
  }
}
