import type { Reply } from "../../reply.ts";
import type { Wire } from "../../digital-river/wire.ts";
import type { Account } from "../../domain/account.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Customer, Source } from "../../domain/types.ts";
import type { Fault } from "../fault.ts";
import type { Which } from "./which.ts";

type Resource = "source" | "customer" | "checkout" | "order";

type View<Name extends Resource> = ReturnType<Wire[Name]>;

/** The resource is shown otherwise, at least where it looks like this. */
export function shows<Name extends Resource>(
  name: Name,
  edit: (view: View<Name>) => object,
  when: Which<View<Name>> = () => true,
): Fault {
  return {
    wire: (documented) => {
      const show = documented[name] as (...given: readonly unknown[]) => View<Name>;
      const showEdited = (...given: readonly unknown[]) => {
        const view = show(...given);
        return when(view) ? edit(view) : view;
      };
      return { [name]: showEdited };
    },
  };
}

type SourceInCheckout = NonNullable<NonNullable<View<"checkout">["payment"]>["sources"]>[number];

/** A checkout lists its sources otherwise. */
export function lists(edit: (sources: readonly SourceInCheckout[]) => readonly object[]): Fault {
  return shows("checkout", (view) => ({
    ...view,
    payment: { ...view.payment, sources: edit(view.payment?.sources ?? []) },
  }));
}

/** A checkout lists each of its sources otherwise. */
export const listsEach = (edit: (source: SourceInCheckout) => object): Fault =>
  lists((sources) => sources.map(edit));

/** A customer is shown with other sources, or another default, than they have. */
export function customerShownWith(
  members: (customer: Customer, account: Account) => Partial<Customer>,
): Fault {
  return {
    wire: ({ customer: show }) => ({
      customer: (account, customer) =>
        show(account, { ...customer, ...members(customer, account) }),
    }),
  };
}

/** A source as JSON, whichever API shows it. */
export type SourceView = Readonly<Record<string, unknown>>;

/** Every view of a source, edited: of either API, since they show the same sources. */
export function shown(edit: (view: SourceView, source: Source) => object): Fault {
  return {
    wire: (wire) => ({
      source: (source) => edit(wire.source(source), source) as ReturnType<typeof wire.source>,
    }),
    commerceWire: (wire) => ({
      source: (source) => edit(wire.source(source), source) as ReturnType<typeof wire.source>,
    }),
  };
}

/** Sources of this kind are shown with other members than they have. */
export function shownAs(members: object, which: Which<Source>): Fault {
  return shown((view, source) => (which(source) ? { ...view, ...members } : view));
}

type Answer =
  | "creditCreated"
  | "sourceRetrieved"
  | "checkoutRetrieved"
  | "sourceAttached"
  | "sourceDetached"
  | "sourceSaved"
  | "sourceRemoved"
  | "orderCreated";

/** One kind of success is answered otherwise. */
export function answers(name: Answer, edit: (reply: Reply) => Reply): Fault {
  return {
    wire: (documented) => {
      const answer: (body: object) => Reply = documented[name];
      return { [name]: (body: object) => edit(answer(body)) };
    },
  };
}

/** Every refusal is answered otherwise. */
export function refusals(edit: (reply: Reply) => Reply): Fault {
  return { wire: ({ refused }) => ({ refused: (refusal) => edit(refused(refusal)) }) };
}

/** The refusal comes for the right reason and says it wrongly. */
export function misworded(reason: Refusal["reason"], edit: (reply: Reply) => Reply): Fault {
  return {
    wire: ({ refused }) => ({
      refused: (refusal) => (refusal.reason === reason ? edit(refused(refusal)) : refused(refusal)),
    }),
  };
}

/** Edits of an answer: another status, another type, other members, or one member less. */
export function withStatus(status: number): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, status });
}

export const withType = (type: string): ((reply: Reply) => Reply) => withBody({ type });

export function withBody(members: object): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: { ...reply.body, ...members } });
}

export function withoutMember(name: string): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: without(reply.body ?? {}, name) });
}

/** Other members of the one error of a refusal; one given as undefined is left out of the answer. */
export function withError(members: {
  code?: string;
  parameter?: string | undefined;
  message?: string;
}): (reply: Reply) => Reply {
  return (reply) =>
    withBody({ errors: errorsOf(reply).map((error) => ({ ...error, ...members })) })(reply);
}

export function errorsOf({ body = {} }: Reply): readonly object[] {
  const { errors = [] } = body as { errors?: readonly object[] };
  return errors;
}

/** The object without the member of that name. */
export function without(view: object, name: string): object {
  return Object.fromEntries(Object.entries(view).filter(([key]) => key !== name));
}
