import { editsAnswer, type JsonAnswer } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";

const carts = "POST /v1/shoppers/me/carts/active";
const apply = `${carts}/apply-payment-method`;
const resume = `${carts}/resume-cart`;
const save = "POST /v1/shoppers/me/payment-options";

type Fields = Readonly<Record<string, unknown>>;

/** A refusal whose status and code a page names, and the requirement that says so. */
const named: readonly (readonly [call: string, requirement: string])[] = [
  [apply, "CO-ATTACH-7"],
  [resume, "CO-RESUME-3"],
];

/** Refusals of shoppers, otherwise than as documented. */
export const commerceRefusalFaults: readonly GeneratedFault[] = [
  ...named.flatMap(([call, requirement]) => [
    refusal("with another status", call, requirement, (answer) => ({ ...answer, status: 422 })),
    refusal(
      "with another code",
      call,
      requirement,
      ofEach((error) => ({ ...error, code: "x" })),
    ),
  ]),
  ...[apply, save].flatMap((call) => [
    refusal("without errors", call, "CO-ERROR-1", (answer) => ({ ...answer, body: {} })),
    refusal("with no error", call, "CO-ERROR-1", (answer) => ({
      ...answer,
      body: { errors: { error: [] } },
    })),
    refusal(
      "without a code",
      call,
      "CO-ERROR-2",
      ofEach((error) => lacking(error, "code")),
    ),
    refusal(
      "with a number for a code",
      call,
      "CO-ERROR-2",
      ofEach((error) => ({ ...error, code: 7 })),
    ),
    refusal(
      "without a description",
      call,
      "CO-ERROR-3",
      ofEach((error) => lacking(error, "description")),
    ),
    refusal(
      "with a number for a description",
      call,
      "CO-ERROR-3",
      ofEach((error) => ({ ...error, description: 7 })),
    ),
  ]),
];

function refusal(
  what: string,
  call: string,
  requirement: string,
  edit: (answer: JsonAnswer) => JsonAnswer,
): GeneratedFault {
  return {
    name: slug("shopper refused", what, "by", call),
    breaks: `${call} refuses ${what}.`,
    requirement,
    call,
    fault: editsAnswer(call, () => (answer) => (answer.status >= 400 ? edit(answer) : answer)),
  };
}

/** Each error of the refusal, edited; a refusal in the other envelope stays. */
function ofEach(edit: (error: Fields) => Fields): (answer: JsonAnswer) => JsonAnswer {
  return (answer) => {
    const { errors } = answer.body as { readonly errors?: { readonly error?: readonly Fields[] } };
    if (errors?.error === undefined) return answer;
    return { ...answer, body: { errors: { error: errors.error.map(edit) } } };
  };
}

const lacking = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
