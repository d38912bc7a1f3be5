import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { BrowserRequest } from "../case/browser.ts";
import { enter, findField, typedFields } from "./fields.ts";
import { type Acted, type Outcome, seenOf } from "./seen.ts";

/** What a page does, with which key, and until when: `deadline` as `performance.now()` tells time. */
export interface Doing extends Pick<BrowserRequest, "with" | "fill"> {
  readonly act: string;
  readonly key: string;
  readonly deadline: number;
}

/** Calls a method of the library; fields that are to be filled are its elements, mounted for it. */
export async function callMethod(page: Page, doing: Doing): Promise<Acted> {
  const { act, key, deadline, fill } = doing;
  const fields = typedFields(fill);
  const mounted = await inPage(page, "mount", [key, fields]);
  if (mounted.thrown !== undefined) return { kind: "seen", seen: seenOf(mounted) };
  const lacking = await enterAll(page, doing);
  if (lacking !== undefined) return { kind: "stuck", why: lacking };
  const done = await Promise.race([
    inPage(page, "run", [act, doing.with]),
    sleep(deadline - performance.now(), undefined, { ref: false }),
  ]);
  if (done === undefined) {
    return { kind: "stuck", why: `${act} did not come to an end in time`, isLate: true };
  }
  return { kind: "seen", seen: seenOf(done) };
}

/** Enters all that is to be typed; says which field is not there, if one is not. */
export async function enterAll(
  page: Page,
  { fill, deadline }: Pick<Doing, "fill" | "deadline">,
): Promise<string | undefined> {
  for (const name of typedFields(fill)) {
    const field = await findField(page, name, deadline);
    if (field === undefined) return `no field was found that is labelled as one for ${name}`;
    await enter(field, fill[name] ?? "", Math.max(1, deadline - performance.now()));
  }
  return undefined;
}

/** Calls what the page script offers, with values that JSON can carry. */
export const inPage = (page: Page, name: string, values: readonly unknown[]): Promise<Outcome> =>
  page.evaluate(
    `window.headwater[${JSON.stringify(name)}](...${JSON.stringify(values)})`,
  ) as Promise<Outcome>;
