import { expect, it } from "vitest";
import { inPlace } from "./places.ts";

it.each([
  {
    name: "lists at the top stand in payment too",
    data: { id: "c", sources: [{ id: "s" }], charges: [] },
    want: {
      id: "c",
      sources: [{ id: "s" }],
      charges: [],
      payment: { sources: [{ id: "s" }], charges: [] },
    },
  },
  {
    name: "beside what payment holds",
    data: { sources: [], payment: { session: { id: "p" } } },
    want: { sources: [], payment: { session: { id: "p" }, sources: [] } },
  },
  {
    name: "but not over it",
    data: { sources: [{ id: "other" }], payment: { sources: [] } },
    want: { sources: [{ id: "other" }], payment: { sources: [] } },
  },
  { name: "no list, no payment", data: { sources: "s", id: 1 }, want: { sources: "s", id: 1 } },
  { name: "a list is left alone", data: [{ sources: [] }], want: [{ sources: [] }] },
])("$name", ({ data, want }) => {
  expect(inPlace(data)).toEqual(want);
});
