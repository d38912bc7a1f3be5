import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Locator, Page } from "playwright-core";
import type { Fill } from "../case/browser.ts";

/** A field that a customer types into. */
export type Field = "cardNumber" | "expiration" | "securityCode";

export const typedFields = (fill: Fill): readonly Field[] =>
  (["cardNumber", "expiration", "securityCode"] as const).filter((name) => name in fill);

/** How a field is told: what a browser may complete in it, and what it is called. */
const signs: Readonly<Record<Field, { readonly autocomplete: string; readonly name: RegExp }>> = {
  cardNumber: { autocomplete: "cc-number", name: /card\s*number/i },
  expiration: { autocomplete: "cc-exp", name: /expir/i },
  securityCode: { autocomplete: "cc-csc", name: /security|cvv|cvc|verification/i },
};

/** The field, in whatever frame it is, as soon as it can be seen; undefined when time is over. */
export function findField(
  page: Page,
  field: Field,
  deadline: number,
): Promise<Locator | undefined> {
  const { autocomplete, name } = signs[field];
  return firstVisible(page, deadline, (frame) => [
    frame.locator(`input[autocomplete~="${autocomplete}"]`),
    frame.getByLabel(name).and(frame.locator("input")),
    frame.getByPlaceholder(name),
  ]);
}

/** Types as a customer does where a field does not take the text at once. */
export async function enter(field: Locator, text: string, timeout: number): Promise<void> {
  await field.fill(text, { timeout });
  if (digits(await field.inputValue({ timeout })) === digits(text)) return;
  await field.fill("", { timeout });
  await field.pressSequentially(digits(text), { timeout });
}

const digits = (value: string): string => value.replaceAll(/\D/g, "");

/** The first of what is looked for, in any frame, that can be seen; looked for until time is over. */
export async function firstVisible(
  page: Page,
  deadline: number,
  look: (frame: Frame) => readonly Locator[],
): Promise<Locator | undefined> {
  for (;;) {
    for (const frame of page.frames()) {
      for (const candidates of look(frame)) {
        const found = await visibleAmong(candidates);
        if (found !== undefined) return found;
      }
    }
    if (performance.now() > deadline) return undefined;
    await sleep(lookAgainMs);
  }
}

const lookAgainMs = 25;

/** A frame may go while it is looked through. */
async function visibleAmong(candidates: Locator): Promise<Locator | undefined> {
  try {
    const visible = candidates.filter({ visible: true });
    return (await visible.count()) > 0 ? visible.first() : undefined;
  } catch {
    return undefined;
  }
}
