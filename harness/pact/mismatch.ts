import { stripVTControlCharacters } from "node:util";
import type { CoreMismatch } from "./child.ts";
import type { Mismatch } from "./report.ts";

/** A mismatch as Pact's core tells it, in the words of the reports. */
export function readMismatch(told: CoreMismatch): Mismatch {
  return {
    path: pathOf(told),
    expected: show(told.expected),
    actual: show(told.actual),
    message: plain(told.mismatch),
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

function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

/** Colours stay in the core's texts, whatever it is told. */
const plain = stripVTControlCharacters;
