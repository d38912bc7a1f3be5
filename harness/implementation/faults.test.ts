import path from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/files.ts";
import { formats } from "../testing/suite.ts";
import { loadFaults, unknownFaults } from "./faults.ts";

const bundled = path.resolve("reference-impl/faults");

it("the catalogue of the reference implementation is read, each fault with what it breaks", async () => {
  const faults = await loadFaults(bundled, formats);
  expect(faults).toMatchObject({ ok: true });
  expect(faults.ok && faults.value.length).toBeGreaterThan(100);
});

it.each([
  { name: "no list", text: "faults: []\n", want: [{ code: "FORMAT" }] },
  {
    name: "a fault that breaks nothing",
    text: "- name: idle\n  breaks: Nothing.\n",
    want: [{ code: "FORMAT", at: { line: 1 }, message: '0 lacks the key "requirement"' }],
  },
  {
    name: "a key that is misspelt",
    text: "- name: late\n  brakes: It is late.\n  breaks: It is late.\n  requirement: DR-A-1\n",
    want: [{ code: "UNKNOWN_KEY", at: { line: 2 }, hint: "did you mean breaks?" }],
  },
])("$name in an area of the catalogue is a problem with its place", async ({ text, want }) => {
  const folder = await temporaryFolder({ "area/catalogue.yaml": text });
  const faults = await loadFaults(folder, formats);
  expect(faults).toMatchObject({ ok: false, problems: want });
});

it("a name that no fault bears gets the nearest as a hint", async () => {
  const names = ["detach-answers-200", "detach-answers-20"];
  expect(await unknownFaults(names, bundled, formats)).toMatchObject([
    { code: "UNKNOWN_NAME", hint: "did you mean detach-answers-200?" },
  ]);
});
