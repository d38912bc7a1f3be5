// Writes the figures of the last proof into README.md, between its two markers. Run by `npm run prove`.
// Only what is the same in every run stands there: no seconds, no counts of trials or judgements.
import { readFile, writeFile } from "node:fs/promises";

const [from = "reports/latest/mutation.json"] = process.argv.slice(2);
const { conclusion, baseline, fairness, faults, generated, edits, degenerate, isolation } =
  JSON.parse(await readFile(from, "utf8"));
if (
  faults?.selected !== false ||
  !fairness ||
  generated?.selected !== false ||
  !edits ||
  !degenerate ||
  !isolation
)
  throw new Error(`${from} is no proof of all parts: run \`headwater mutate\` without options`);

const sum = (rows, count) => rows.reduce((total, row) => total + count(row), 0);
const checksOf = (rows) => new Set(rows.map(({ check }) => check.replace(/\[.*\]/, ""))).size;
const found = degenerate.servers.filter((row) => row.conclusion !== "conformant");
const broken = faults.requirements.filter((row) => row.level === "must" && row.faults > 1).length;
const generatedKilled = generated.faults.filter(({ killer }) => killer).length;
const rows = [
  ["cases", `${baseline.passed} of ${baseline.cases} pass on the reference implementation`],
  [
    "fairness",
    `${checksOf(fairness.unfair)} of ${fairness.checks} musts fail for what no must forbids: ${fairness.freedoms.length} freedoms, alone and together`,
  ],
  [
    "sharpness",
    `${faults.totals.killed + generatedKilled} of ${faults.totals.faults + generated.faults.length} faults killed: ${faults.totals.faults} hand-written, ${generated.faults.length} generated`,
  ],
  [
    "faults",
    `${faults.totals.killed} of ${faults.totals.faults} killed by a check on the very requirement that they break`,
  ],
  [
    "generated",
    `${generatedKilled} of ${generated.faults.length} generated faults killed by a check of the level that they break`,
  ],
  [
    "requirements",
    `${broken} of ${broken + faults.thin.length} musts that show over HTTP are broken by two faults or more`,
  ],
  [
    "must checks",
    `${faults.totals.checks - faults.totals.idle} of ${faults.totals.checks} kill a fault`,
  ],
  [
    "demands",
    `${edits.vacuous.length} of ${edits.demands} vacuous, ${edits.strict.length} checks too strict`,
  ],
  [
    "degenerate",
    `${found.length} of ${degenerate.servers.length} servers found out; ${sum(degenerate.servers, (row) => row.passes.length)} accidental passes, each with its reason`,
  ],
  [
    "isolation",
    `${isolation.orders.length} orders, ${sum(isolation.orders, (order) => order.differences.length)} verdicts differ`,
  ],
  ["", conclusion],
];
const text = rows.map(([name, figure]) => `${name.padEnd(14)}${figure}`.trimEnd()).join("\n");

const markers = /(<!-- figures: .*? -->\n)[\s\S]*?(<!-- end of figures -->)/;
const readme = await readFile("README.md", "utf8");
if (!markers.test(readme)) throw new Error("README.md has no markers for the figures");
const block = `\n\`\`\`text\n${text}\n\`\`\`\n\n`;
await writeFile(
  "README.md",
  readme.replace(markers, (_, start, end) => start + block + end),
);
