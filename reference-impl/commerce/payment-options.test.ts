import { describe, expect, it } from "vitest";
import { made, openStorefront, owner, refused } from "../testing/shopper.ts";

const front = openStorefront();

describe("saving a source", () => {
  it.each([
    { name: "text", isDefault: "true" },
    { name: "a boolean", isDefault: true },
  ])("makes it reusable and a payment option, with isDefault as $name", async ({ isDefault }) => {
    const shopper = await front.shopper();
    const source = await front.source();
    const saved = await shopper.save(source, "Travel", isDefault);
    expect(saved).toMatchObject({
      status: 201,
      body: {
        paymentOption: {
          nickName: "Travel",
          isDefault: "true",
          type: "creditCard",
          sourceId: source.id,
          creditCard: { reusable: "true" },
        },
      },
    });
    expect(await front.again(source)).toMatchObject({ reusable: true, state: "chargeable" });
    expect(await shopper.options()).toEqual([saved.body.paymentOption]);
  });

  it("lets it pay again and again", async () => {
    const shopper = await front.shopper();
    const source = await front.source();
    made(await shopper.save(source));
    for (let order = 1; order <= 2; order += 1) {
      await shopper.fill();
      made(await shopper.apply(source));
      expect(made(await shopper.submit()).submitCart.order.orderState).toBe("Submitted");
      expect(await front.again(source)).toMatchObject({ reusable: true, state: "chargeable" });
    }
  });

  it.each([
    { type: "wireTransfer", code: "invalid-payment-method" },
    { type: "konbini", code: "invalid-payment-method" },
    { type: "payPal", code: "invalid-payment-method" },
    { type: "payPalBilling", code: "invalid-request" },
  ])("refuses a fresh $type", async ({ type, code }) => {
    const shopper = await front.shopper();
    const source = await front.source(type);
    expect(refused(await shopper.save(source))).toEqual([409, code]);
    expect((await front.again(source)).reusable).toBe(false);
    expect(await shopper.options()).toEqual([]);
  });

  it("refuses store credit", async () => {
    const shopper = await front.shopper();
    const credit = await front.credit(await shopper.fill(), 5);
    expect(refused(await shopper.save(credit))).toEqual([409, "invalid-payment-method"]);
    expect([(await front.again(credit)).reusable, await shopper.options()]).toEqual([false, []]);
  });

  it.each([
    {
      name: "a source that is not there",
      paymentOption: { sourceId: "nothing" },
      want: [400, "invalid-request"],
    },
    { name: "no source", paymentOption: { nickName: "x" }, want: [400, "invalid-request"] },
    {
      name: "a default in other words",
      paymentOption: { sourceId: "x", isDefault: "yes" },
      want: [400, "invalid-request"],
    },
    {
      name: "a name that is a number",
      paymentOption: { sourceId: "x", nickName: 7 },
      want: [400, "invalid-request"],
    },
  ])("refuses $name", async ({ paymentOption, want }) => {
    const shopper = await front.shopper();
    expect(refused(await shopper.call("POST", "/payment-options", { paymentOption }))).toEqual(
      want,
    );
  });

  it("refuses a source and a name that are there already", async () => {
    const shopper = await front.shopper();
    const source = await front.source();
    made(await shopper.save(source, "Travel"));
    expect(refused(await shopper.save(source, "Other"))).toEqual([409, "resource-already-exists"]);
    expect(refused(await shopper.save(await front.source(), "Travel"))).toEqual([
      409,
      "resource-already-exists",
    ]);
    expect(await shopper.options()).toHaveLength(1);
  });

  it("needs a shopper who is logged in", async () => {
    const guest = await front.guest();
    expect(refused(await guest.save(await front.source()))).toEqual([403, "forbidden"]);
    expect(refused(await guest.call("GET", "/payment-options"))).toEqual([403, "forbidden"]);
    expect(refused(await guest.call("POST", "/carts/active/apply-shopper"))).toEqual([
      403,
      "forbidden",
    ]);
  });
});

describe("payment options", () => {
  it("are listed in short, and in full with expand=all", async () => {
    const shopper = await front.shopper();
    made(await shopper.save(await front.source()));
    const { body } = await shopper.call("GET", "/payment-options");
    expect(Object.keys(body.paymentOptions.paymentOption[0]).toSorted()).toEqual([
      "id",
      "isDefault",
      "nickName",
      "sourceId",
      "uri",
    ]);
    expect(await shopper.options()).toMatchObject([
      { address: { line1: owner.address.line1, state: "CO" } },
    ]);
  });

  it("have one default: the first, until another is asked for", async () => {
    const shopper = await front.shopper();
    for (const isDefault of ["false", "false", "true"])
      made(await shopper.save(await front.source(), undefined, isDefault));
    const defaults = async () => (await shopper.options()).map(({ isDefault }) => isDefault);
    expect(await defaults()).toEqual(["false", "false", "true"]);
    const [, second] = await shopper.options();
    const updated = await shopper.call("POST", `/payment-options/${second.id}`, {
      paymentOption: { isDefault: "true", nickName: "Mine" },
    });
    expect(updated).toMatchObject({
      status: 200,
      body: { paymentOption: { isDefault: "true", nickName: "Mine" } },
    });
    expect(await defaults()).toEqual(["false", "true", "false"]);
  });

  it("are read and deleted by their id", async () => {
    const shopper = await front.shopper();
    const { paymentOption } = made(await shopper.save(await front.source()));
    const path = `/payment-options/${paymentOption.id}`;
    expect((await shopper.call("GET", path)).body).toEqual({ paymentOption });
    expect((await shopper.call("DELETE", path)).status).toBe(204);
    for (const method of ["GET", "DELETE"])
      expect(refused(await shopper.call(method, path))).toEqual([404, "resource-not-found"]);
    expect(await shopper.options()).toEqual([]);
  });

  it("pay as asked, or as the default, and bring their address", async () => {
    const shopper = await front.shopper();
    const [first, second] = [await front.source(), await front.source()];
    const address = { ...owner.address, line1: "9 Cliff" };
    const third = await front.source("creditCard", { owner: { ...owner, address } });
    for (const source of [first, second, third])
      made(await shopper.save(source, undefined, "false"));
    await shopper.fill();
    const applied = async (query: string) =>
      made(await shopper.call("POST", `/carts/active/apply-shopper${query}`)).cart;
    expect((await applied("")).paymentMethod.sourceId).toBe(first.id);
    const option = (await shopper.options()).find(({ sourceId }) => sourceId === third.id);
    expect(await applied(`?paymentOptionId=${option.id}`)).toMatchObject({
      paymentMethod: { sourceId: third.id },
      billingAddress: { line1: "9 Cliff" },
    });
    expect(
      refused(await shopper.call("POST", "/carts/active/apply-shopper?paymentOptionId=0")),
    ).toEqual([409, "apply-shopper-failure"]);
  });

  it("apply nothing where nothing is saved", async () => {
    const shopper = await front.shopper();
    await shopper.fill();
    const { body } = await shopper.call("POST", "/carts/active/apply-shopper");
    expect(body.cart.paymentMethod).toBeUndefined();
  });
});

describe("the service behind both APIs", () => {
  it("shows a source that one saved as saved in the other", async () => {
    const shopper = await front.shopper("both-ways");
    const [here, there] = [await front.source(), await front.source()];
    made(await shopper.save(here));
    expect((await front.merchant.get("/customers/both-ways")).body.sources).toMatchObject([
      { id: here.id, reusable: true },
    ]);
    made(await front.merchant.post(`/customers/both-ways/sources/${there.id}`));
    expect((await shopper.options()).map(({ sourceId }) => sourceId)).toEqual([here.id, there.id]);
  });

  it("charges a saved source for its own shopper alone", async () => {
    const [shopper, other] = [await front.shopper(), await front.shopper()];
    const source = await front.source();
    made(await shopper.save(source));
    await other.fill();
    made(await other.apply(source));
    expect(refused(await other.submit())).toEqual([409, "cart-payment-failure"]);
  });
});
