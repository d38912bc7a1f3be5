import { toDecimal } from "./money.ts";

/** A range from which each run draws an amount, both bounds included. */
export interface Draw {
  readonly from: number;
  readonly to: number;
  /** How fine: as the bounds are written. */
  readonly decimals: number;
}

/** What of a value may be drawn: `{ draw: [1, 4.99] }`. Undefined for any other value. */
export function readDraw(value: unknown): Draw | undefined {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, "draw"))
    return undefined;
  const { draw } = value as { readonly draw: unknown };
  if (Object.keys(value).length !== 1 || !Array.isArray(draw) || draw.length !== 2)
    return undefined;
  const [from, to] = draw as readonly unknown[];
  if (typeof from !== "number" || typeof to !== "number" || from >= to) return undefined;
  return { from, to, decimals: Math.max(decimals(from), decimals(to)) };
}

/** Values with the lower bound where one is to be drawn, which is what stands where nobody draws, and the draws by name. */
export function splitDraws(data: Readonly<Record<string, unknown>>): {
  readonly data: Readonly<Record<string, unknown>>;
  readonly draws: Readonly<Record<string, Draw>>;
} {
  const draws = Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => {
      const draw = readDraw(value);
      return draw === undefined ? [] : [[name, draw] as const];
    }),
  );
  const from = Object.entries(draws).map(([name, draw]) => [name, draw.from]);
  return { data: { ...data, ...Object.fromEntries(from) }, draws };
}

const decimals = (amount: number): number => toDecimal(amount)?.decimalPlaces() ?? 0;
