import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { DegenerateProof } from "../../../specs/types/mutation.format.d.ts";
import type { Report } from "../../../specs/types/report.format.d.ts";
import type { Result } from "../../result.ts";
import { run } from "../../run.ts";
import type { Target } from "../../implementation/types.ts";
import { withFolder } from "../../testing/files.ts";
import { must } from "../../testing/must.ts";
import { workspaceOf } from "../../testing/suite.ts";
import { targetAt } from "../../testing/target.ts";
import { wholeSuite } from "../../plan/whole-suite.ts";
import type { Workspace } from "../../workspace.ts";
import { sound } from "../testing/notes.ts";
import { behaviours } from "./behaviours.ts";
import { provePanel } from "./panel.ts";

/** A check that a server which says nothing passes. */
const gullible = `case: gullible
title: There is no secret in a note
profile: digital-river/core
steps:
  - { id: read, call: GET /notes/1 }
checks:
  - { id: no-secret, must: DR-BOOK-1, on: read, expect: { body: { not: { secret: { is: present } } } } }
`;

const reasons = new Map([
  ["always-200", new Map([["gullible/no-secret", "It says nothing of secrets."]])],
  ["always-204", new Map([["gullible/no-secret", "It says nothing at all."]])],
]);

/** The suite as `headwater run` does it. */
function measure(target: Target, workspace: Workspace): Promise<Result<Report>> {
  const edges = {
    now: () => new Date(),
    newId: randomUUID,
    version: "0.0.0-test",
    onStart: () => {},
    onCase: () => {},
  };
  return withFolder({}, (directory) =>
    run({ target, selection: wholeSuite, seed: 1, faults: [], directory }, workspace, edges),
  );
}

let proof: DegenerateProof;
beforeAll(async () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    sound.replace("remove-a-note", `remove-a-note-${index}`),
  );
  const texts = Object.fromEntries(
    [...many, gullible].map((text, index) => [`${index}.yaml`, text]),
  );
  const workspace = await workspaceOf(texts, {});
  const { cases } = workspace.library;
  const like = targetAt("http://127.0.0.1:1");
  proof = must(
    await provePanel({
      cases,
      like,
      reasons,
      measure: (target) => measure(target, workspace),
    }),
  );
}, 240_000);

const row = (name: string) => proof.servers.find((server) => server.name === name);

describe("a server that implements nothing", () => {
  it.each(Object.keys(behaviours))(
    "is not taken for conformant, and what it does is named: %s",
    (name) => {
      expect([1, 3]).toContain(row(name)?.exitCode);
      expect(row(name)?.saw).not.toBe("");
    },
  );

  it.each(["silent", "slow", "huge-body", "reset", "content-length-too-large"])(
    "that never answers is asked no further: %s",
    (name) => {
      expect(row(name)).toMatchObject({ exitCode: 3, outcomes: { blocked: 301 } });
      expect(row(name)?.exchanges).toBeLessThan(60);
      expect(row(name)?.saw).toContain("answered none of the first 12 requests");
    },
  );
});

describe("a must check that passes by accident", () => {
  it("is published with its reason", () => {
    expect(row("always-200")).toMatchObject({
      passes: [{ check: "gullible/no-secret", reason: "It says nothing of secrets." }],
      unexplained: [],
      stale: [],
    });
  });

  it("without a reason is named", () => {
    expect(row("always-404")).toMatchObject({ unexplained: ["gullible/no-secret"], stale: [] });
  });

  it("that passes no longer makes its reason stale", () => {
    expect(row("always-204")).toMatchObject({ passes: [], stale: ["gullible/no-secret"] });
  });
});
