import type { Page } from "playwright-core";
import { firstVisible } from "./fields.ts";
import { type Doing, enterAll, inPage } from "./methods.ts";
import { type Acted, seenOf } from "./seen.ts";

/** Mounts Drop-in, enters what the customer enters, presses its button, and waits for the event that ends it. */
export async function runDropin(page: Page, doing: Doing): Promise<Acted> {
  const { key, fill, deadline } = doing;
  if (fill.leave === true) page.on("popup", (popup) => void leave(popup));
  const mounted = await inPage(page, "dropin", [key, withDefaults(doing.with)]);
  if (mounted.thrown !== undefined) return { kind: "seen", seen: seenOf(mounted) };
  const why = (await customer(page, doing)) ?? undefined;
  if (why !== undefined) return { kind: "stuck", why };
  await page
    .waitForFunction(`window.headwater.events.some(({ name }) => name !== "onReady")`, undefined, {
      timeout: Math.max(1, deadline - performance.now()),
    })
    .catch(() => {});
  const events: readonly Heard[] = await page.evaluate("window.headwater.events");
  const last = events.find(({ name }) => name !== "onReady");
  if (last === undefined)
    return { kind: "stuck", why: "no event of Drop-in came in time", isLate: true };
  return {
    kind: "seen",
    seen: {
      event: last.name,
      ...(last.data === undefined ? {} : { result: last.data }),
      refused: last.name === "onError",
      events: events.map(({ name }) => name),
    },
  };
}

/** A customer sees a page before they close it; one that is closed while it loads may stay open. */
async function leave(popup: Page): Promise<void> {
  await popup.waitForLoadState().catch(() => {});
  await popup.close().catch(() => {});
}

interface Heard {
  readonly name: string;
  readonly data?: unknown;
}

/** Terms that nobody is to agree to are left out, unless the case asks for them. */
function withDefaults(configuration: Doing["with"]): Doing["with"] {
  const options = configuration["options"];
  return {
    ...configuration,
    options: { showTermsOfSaleDisclosure: false, ...(typeof options === "object" ? options : {}) },
  };
}

/** What a customer does until they have pressed the button; says what they did not find. */
async function customer(page: Page, doing: Doing): Promise<string | undefined> {
  const { fill, deadline } = doing;
  const submit = await findButton(page, doing);
  if (submit === undefined) return "no button was found with which Drop-in is sent";
  await chooseOnly(page);
  const lacking = await enterAll(page, doing);
  if (lacking !== undefined) return lacking;
  if (fill.save === true) {
    const box = await firstVisible(page, deadline, (frame) => [
      frame.getByRole("checkbox", { name: /save|keep|store|remember/i }),
    ]);
    if (box === undefined) return "no box was found with which a customer has the method saved";
    await box.check();
  }
  await submit.click();
  return undefined;
}

/** Where one method is offered alone and is not chosen yet, it is chosen. */
async function chooseOnly(page: Page): Promise<void> {
  const choice = await firstVisible(page, 0, (frame) => [frame.getByRole("radio")]);
  if (choice !== undefined && !(await choice.isChecked())) await choice.check();
}

function findButton(page: Page, { with: { options }, deadline }: Doing) {
  const { button } = (options ?? {}) as { readonly button?: { readonly buttonText?: string } };
  const own = button?.buttonText;
  return firstVisible(page, deadline, (frame) => [
    ...(own === undefined ? [] : [frame.getByRole("button", { name: own, exact: true })]),
    frame.getByRole("button", { name: usualNames }),
    frame.locator("button[type=submit], input[type=submit]"),
  ]);
}

const usualNames =
  /^(continue|pay|pay now|submit|submit order|buy|buy now|place order|complete order|save|confirm)$/i;
