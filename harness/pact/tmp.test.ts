import { writeFileSync } from "node:fs";
import { it } from "vitest";
import { must } from "../testing/must.ts";
import { startSandbox } from "../testing/sandbox.ts";
import { readPacts } from "./document.ts";
import { askBothJudges } from "./testing/agreement.ts";

it("tries", async () => {
  const sandbox = await startSandbox();
  const pacts = must(await readPacts(process.env.PACTS!, process.cwd()));
  const { rows } = await askBothJudges(sandbox, pacts);
  writeFileSync("/tmp/rows.json", JSON.stringify(rows));
  const count: Record<string, number> = {};
  for (const r of rows) { const k = `${r.fault ? "fault" : "good"} live ${r.live} pact ${r.pact} ${r.live === r.pact ? "" : r.permitted}`; count[k] = (count[k] ?? 0) + 1; }
  console.log(JSON.stringify(count, null, 1));
  sandbox.stop();
}, 1200000);
