import type { Judged } from "../shared/card.ts";
import type { FieldType } from "../shared/messages.ts";

/** A field as the other fields of its form see it. */
export interface FieldHandle {
  readonly group: string;
  readonly type: FieldType;
  readonly judge: () => Judged;
  /** What the customer typed, as members of the source's detail object. */
  readonly details: () => Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    headwaterField?: FieldHandle;
  }
}

/**
 * The fields of a form, each in a frame of its own. They meet within the origin of the sandbox, where the page of the shop
 * cannot look: no message carries a card number.
 */
export function fieldsOf(group: string): readonly FieldHandle[] {
  return Array.from({ length: parent.length }, (_, index) => fieldIn(parent[index])).filter(
    (field) => field?.group === group,
  ) as FieldHandle[];
}

function fieldIn(frame: Window | undefined): FieldHandle | undefined {
  try {
    return frame?.headwaterField;
  } catch {
    // A frame of another origin.
    return undefined;
  }
}
