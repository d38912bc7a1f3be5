import { shopperVariations, type ShopperVariations } from "../commerce/variations.ts";
import type { IdShape } from "../ids.ts";

/** Ways to answer that differ from ours and are as legal: nothing that is written rules them out. */
const anywhere = {
  reversedKeys: "members stand in the opposite order",
  extraFields: "every object has a member that nobody documents",
  movingDefault:
    "another source becomes the default when the default is removed; what happens then is not written",
  otherRefusals: "refusals that no seed page shows have other statuses, codes and texts",
  otherSuccessCodes: "success has another code where no seed page shows one",
  timeOffsets: "times have an offset in place of a Z",
  prettyJson: "bodies are indented, and their content type names a charset",
} as const;

const inDigitalRiver = {
  attachAnswers201: "attaching by path answers 201",
  reversedSecondaries:
    "secondary charges are captured last attached first; which comes first among them is not written",
  reversedLists: "lists begin with what came last",
} as const;

/** It does what the seed pages say and nothing else, so a target claims less of it. */
const few = {
  minimal: "it offers what the seed pages name and nothing else: no SKUs, no lists, two decimals",
} as const;

export type Variations = ShopperVariations & {
  readonly [
    Name in keyof typeof anywhere | keyof typeof inDigitalRiver | keyof typeof few
  ]?: boolean;
};

const all = { ...anywhere, ...inDigitalRiver, ...few, ...shopperVariations };

export const variationNames = Object.keys(all) as readonly (keyof Variations)[];

type Api = "digital-river" | "commerce";

/** One legal difference, as whoever proves a suite asks an account for it. */
interface Freedom {
  readonly name: string;
  readonly about: string;
  /** The APIs in which it is legal and can be seen. */
  readonly apis: readonly Api[];
  /** What the account is to be made with. */
  readonly account: {
    readonly variations?: Variations;
    readonly settleMs?: number;
    readonly ids?: IdShape;
  };
  /** It is bound by a target file of its own, which claims less. */
  readonly target?: string;
}

/** Every legal difference that an account can be asked for. */
export const freedoms: readonly Freedom[] = [
  ...variationsOf(anywhere, ["digital-river", "commerce"]),
  ...variationsOf(inDigitalRiver, ["digital-river"]),
  ...variationsOf(shopperVariations, ["commerce"]),
  ...variationsOf(few, ["digital-river", "commerce"]).map((freedom) => ({
    ...freedom,
    target: "minimal",
  })),
  {
    name: "settlesLate",
    about: "captures, cancels and refunds stay pending for a moment",
    apis: ["digital-river"],
    account: { settleMs: 60 },
  },
  ...(["punctuated", "short", "long"] as const).map((ids): Freedom => ({
    name: `${ids}Ids`,
    about: `ids are ${ids}`,
    apis: ["digital-river", "commerce"],
    account: { ids },
  })),
];

function variationsOf(
  named: Readonly<Record<string, string>>,
  apis: readonly Api[],
): readonly Freedom[] {
  return Object.entries(named).map(([name, about]) => ({
    name,
    about,
    apis,
    account: { variations: { [name]: true } },
  }));
}
