import { stripVTControlCharacters } from "node:util";
import type { CoreMismatch } from "./child.ts";
import type { Mismatch } from "./report.ts";
import { showBare } from "../text/show.ts";

/** A mismatch as Pact's core tells it, in the words of the reports. */
export function readMismatch(told: CoreMismatch): Mismatch {
  return {
    path: pathOf(told),
    expected: showBare(told.expected ?? undefined),
    actual: showBare(told.actual ?? undefined),
    // Colours stay in the core's texts, whatever it is told.
    message: stripVTControlCharacters(told.mismatch),
  };
}

function pathOf({ type, path, key }: CoreMismatch): string {
  switch (type) {
    case "StatusMismatch":
      return "status";
    case "HeaderMismatch":
      return `headers.${key ?? path ?? ""}`;
    case "BodyTypeMismatch":
      return "headers.Content-Type";
    default:
      return path === undefined || path === "/" ? "$" : path;
  }
}
