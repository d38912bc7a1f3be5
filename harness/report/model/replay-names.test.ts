import { expect, it } from "vitest";
import { replayNames } from "./replay-names.ts";
import { slugsOf } from "./slug.ts";
import { conformant, inconclusive, nonConformant } from "../testing/sample.ts";

it.each([
  ["a matrix case", "combine[type=konbini,via=path]", "combine.type-konbini.via-path"],
  ["a way out of the folder", "../../etc/passwd", "etc.passwd"],
  ["nothing to keep", "***", "case"],
])("a slug for %s", (_name, id, want) => {
  expect(slugsOf([id]).get(id)).toBe(want);
});

it("slugs of different names differ, also where file systems ignore capitals", () => {
  expect([...slugsOf(["a[x=B]", "a[x=b]", "a.x.b"]).values()]).toEqual([
    "a.x-b",
    "a.x-b.2",
    "a.x.b",
  ]);
});

it("failed cases and the first case of each cause have scripts, if there is evidence", () => {
  expect([...replayNames(nonConformant())]).toEqual([
    ["detach-single-use", "replay/detach-single-use.sh"],
    [
      "refund-after-capture[type=creditCard,via=order]",
      "replay/refund-after-capture.type-creditcard.via-order.sh",
    ],
    ["invoice-takes-credit", "replay/invoice-takes-credit.sh"],
  ]);
  expect([...replayNames(inconclusive()).keys()]).toEqual(["needs-a-source-01"]);
  expect(replayNames(conformant()).size).toBe(0);
});
