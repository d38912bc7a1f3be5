import { makeId, type Fields, type Source, type SourceType, type World } from "./model.ts";
import { chargeWaiting } from "./orders.ts";
import { refuse } from "./refusals.ts";
import { type Handler, isFields, type Routes, textOf } from "./route.ts";
import { makeShopper } from "./shop.ts";
import { arrive, makeSource } from "./sources.ts";
import { showSource } from "./views.ts";

/** What the browser library and the outside world do, for tests; no part of either API. */
export const lab: Routes = {
  "POST /instruments": makeInstrument,
  "POST /instruments/{id}/authorize": happen("pending_redirect", "chargeable"),
  "POST /instruments/{id}/decline": happen("pending_redirect", "failed"),
  "POST /instruments/{id}/fund": happen("pending_funds", "chargeable"),
  "GET /goods": (world) => ({ status: 200, body: { goods: [{ id: makeId(world, "number") }] } }),
  "POST /visitors": (world, { body }) => {
    const { token, id } = makeShopper(world, textOf(body.name));
    return { status: 201, body: { visitor: { token, id } } };
  },
};

/** A primary source in the first state of its type, or already chargeable where that is asked for. */
export function makeInstrument(world: World, { body }: { readonly body: Fields }) {
  const type = textOf(body.kind);
  if (type === undefined || type === "customerCredit" || world.kinds[type] === undefined) {
    return refuse(world, "badRequest", "kind");
  }
  const owner = isFields(body.holder) ? body.holder : {};
  const ready = body.ready === true || body.ready === "chargeable";
  const state = body.broken === true ? "failed" : "chargeable";
  const source = makeSource(world, type, {
    owner,
    detail: detailOf(type, body),
    ...((ready || body.broken === true) && { state }),
  });
  return { status: 201, body: { instrument: { ...showSource(world, source) } } };
}

export function detailOf(type: SourceType, body: Fields): Fields {
  switch (type) {
    case "creditCard": {
      const number = textOf(body.pan) ?? "4111111111111111";
      const [month, year] = (textOf(body.expires) ?? "7/2031").split("/").map(Number);
      return {
        brand: brandOf(number),
        expirationMonth: month,
        expirationYear: year,
        lastFourDigits: number.slice(-4),
      };
    }
    case "payPal":
      return { redirect: { redirectUrl: "https://pay.example/approve" } };
    case "wireTransfer":
      return { bankName: "Bank of Elsewhere", referenceId: "R-1" };
    default:
      return {};
  }
}

const brandOf = (number: string): string =>
  ({ "3": "AmericanExpress", "5": "MasterCard", "6": "Discover" })[number[0] ?? ""] ?? "Visa";

export function happen(before: Source["state"], after: Source["state"]): Handler {
  return (world, _, [id = ""]) => {
    const source = world.sources.get(id);
    if (source === undefined) return refuse(world, "unknown", id);
    if (source.state !== before) return refuse(world, "notUsable", id);
    arrive(world, source, after, () => chargeWaiting(world, source));
    return { status: 202, body: {} };
  };
}
