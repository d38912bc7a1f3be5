import path from "node:path";
import { describe, expect, it } from "vitest";
import { within } from "../testing/program.ts";

const acme = path.resolve("harness/testing/foreign/minimal/acme.yaml");

it("prints the steps by which a target does it, of all alternatives, without its keys", async () => {
  const { code, stdout } = await within("explain", "source.create", "--target", acme);
  expect(code).toBe(0);
  expect(stdout).toContain("on Acme, the first of these that fits:");
  expect(stdout).toMatch(
    /- when type creditCard or googlePay or applePay\n {4}POST \S+\/workshop\/cards, as public/,
  );
  expect(stdout).toMatch(
    /- else, when outcome chargeable: made with outcome first, then\n {4}GET \/sources\/\{id\}/,
  );
  expect(stdout).toContain("    from pending_funds: use source.confirm-funds");
});

it("prints a constant, and a default recipe with its changes", async () => {
  const sku = await within("explain", "sku.digital", "-t", acme);
  expect(sku.stdout).toMatch(/- always\n {4}gives id "any-sku"\n$/);
  const cart = await within("explain", "checkout.payable", "-t", acme);
  expect(cart.stdout).toContain("- always, the default recipe with changes");
  expect(cart.stdout).toContain('"locale":"en_US"');
  expect(cart.stdout).not.toContain("taxInclusive");
});

it("says of what is no fixture that no target has a recipe for it", async () => {
  const { code, stderr } = await within("explain", "DR-DETACH-2", "-t", acme);
  expect([code, stderr]).toEqual([2, expect.stringContaining('"DR-DETACH-2" is no fixture')]);
});

describe("what can be claimed is explained", () => {
  it.each([
    { id: "digital-river/core", says: /^digital-river\/core \(a profile that a target claims\)\n/ },
    {
      id: "konbini",
      says: /^konbini \(a source type that a target claims\)\n\d+ combinations of /,
    },
    { id: "JPY", says: /^JPY \(a currency that a target claims\)\n[^]*\nin digital-river\// },
    {
      id: "refunds-by-percent",
      says: /an ability that a target claims\)[^]*needed by \d+ cases$/m,
    },
    { id: "refund-by-percent", says: /\n {2}needs [^\n]*ability refunds/ },
  ])("$id", async ({ id, says }) => {
    const { code, stdout, stderr } = await within("explain", id);
    expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(says), ""]);
  });

  it.each([
    ["konbiny", "konbini"],
    ["digital-river/coer", "digital-river/core"],
    ["refunds-by-persent", "refunds-by-percent"],
  ])("%s: did you mean %s", async (id, meant) => {
    const { code, stderr } = await within("explain", id);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`did you mean ${meant}?`)]);
  });

  it.each(["profiles", "source-types", "currencies", "abilities"])("list %s", async (what) => {
    const { code, stdout } = await within("list", what, "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as readonly unknown[]).length).toBeGreaterThan(1);
  });
});
