import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { products } from "../reference-impl/domain/products.ts";

const page = readFileSync("docs/sandbox.md", "utf8");
const section = /^## The Commerce API\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";

it("names the version of the store of states that is tested", () => {
  const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(page).toContain(` classic-level@${devDependencies["classic-level"]}\n`);
});

it("the section on the Commerce API names every product", () => {
  for (const { id, externalReferenceId, price } of products) {
    const cells = [id, externalReferenceId, (price / 100).toFixed(2)].map((cell) => `\`${cell}\``);
    expect(section).toMatch(new RegExp(cells.join("\\s*\\|\\s*")));
  }
});
