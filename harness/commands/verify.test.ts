import { mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import { forgetIssued, type Issued, issued } from "../testing/certificate.ts";
import { edited } from "../testing/mistakes.ts";
import { openWorld } from "../testing/world.ts";

afterAll(forgetIssued);

const verify = (certificate: Issued, key = "own.pub", ...args: readonly string[]) =>
  certificate.headwater("verify", "certificate", "--key", key, ...args);

interface Row {
  readonly name: string;
  readonly change: (certificate: Issued) => Promise<unknown>;
  readonly key?: string;
  readonly code: 1 | 2 | 3;
  readonly says: RegExp;
}

async function expectRefusal({ change, key, code, says }: Row) {
  const certificate = await issued();
  await change(certificate);
  const ended = await verify(certificate, key);
  expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(says)]);
  expect(`\n${ended.stdout}`).not.toContain("\nverified\n");
}

const envelope = async (certificate: Issued) =>
  JSON.parse(String(await certificate.read("certificate.json"))) as {
    payload: string;
    payloadType: string;
    signatures: { keyid: string; sig: string }[];
  };

const writeEnvelope = (certificate: Issued, data: unknown) =>
  certificate.write("certificate.json", `${JSON.stringify(data, null, 2)}\n`);

const inFile =
  (name: string, from: string, to: string) =>
  async ({ folder }: Issued) => {
    const file = path.join(folder, name);
    await writeFile(file, edited(await readFile(file, "utf8"), [[from, to]]));
  };

const signedAgain =
  (edit: (lines: readonly string[]) => readonly string[]) => async (certificate: Issued) => {
    await certificate.editJournal(edit);
    await certificate.signAgain();
  };

const each = (from: string | RegExp, to: string) => (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll(from, to));

const saying = (change: (statement: Statement) => unknown) => (certificate: Issued) =>
  certificate.signAgain({ say: change });

/** The files beside the journal, as they follow from it. */
const writtenAnew = async (certificate: Issued) => {
  await certificate.headwater("rejudge", "certificate", "-o", "again");
  for (const name of ["report.json", "report.html", "summary.md"]) {
    await certificate.write(name, await readFile(path.join(certificate.folder, "again", name)));
  }
};

/** Signs a file of the certificate as it is after a change. */
const signedWith =
  (name: string, change: (text: string) => string) => async (certificate: Issued) => {
    await certificate.write(name, change(String(await certificate.read(name))));
    await certificate.signAgain();
  };

const aged = async (days: number) => {
  const certificate = await issued();
  const past = new Date(Date.now() - days * 86_400_000).toISOString();
  const { finishedAt } = (await certificate.statement()).predicate.headwater.run;
  await certificate.editJournal((lines) => lines.map((line) => line.replace(finishedAt, past)));
  await writtenAnew(certificate);
  await certificate.signAgain({
    say: (statement) => {
      statement.predicate.headwater.run.finishedAt = past;
      return statement;
    },
  });
  return certificate;
};

describe("an untouched certificate", () => {
  it("is verified with the signer's key: 0", async () => {
    const { code, stdout, stderr } = await verify(await issued());
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^implementation {2}acme-books 1\.2\.3\n/);
    expect(stdout).toMatch(/\nrequired {8}14 checks: 14 passed in each of 3 rounds\n/);
    expect(stdout).toMatch(/\nheld: signature, files, suite, completeness, verdicts\nverified\n$/);
  });

  it("agrees with itself without a key, but is not authenticated: 3", async () => {
    const certificate = await issued();
    const { code, stdout, stderr } = await certificate.headwater("verify", "certificate");
    expect([code, stderr]).toEqual([3, expect.stringContaining("nobody vouches for it")]);
    expect(stdout).toMatch(/it agrees with itself, but it is not authenticated\n$/);
  });

  it("says so to programs", async () => {
    const { code, stdout } = await verify(await issued(), "own.pub", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        verified: true,
        authenticated: true,
        held: ["signature", "files", "suite", "completeness", "verdicts"],
        problems: [],
        certificate: expect.objectContaining({
          required: expect.objectContaining({ checks: 14, passed: 14, notApplicable: 0 }),
        }),
      }),
    ]);
  });
});

describe("a certificate of which a byte changed", () => {
  it("is refused whichever file it is in, and the file is named", async () => {
    const certificate = await issued();
    const names = await certificate.names();
    expect(names).toEqual([
      "certificate.json",
      "certificate.pub",
      "journal.ndjson.br",
      "report.html",
      "report.json",
      "summary.md",
      "target.yaml",
    ]);
    for (const name of names) {
      const before = await certificate.read(name);
      const changed = Buffer.from(before);
      const middle = Math.floor(before.length / 2);
      changed[middle] = (before[middle] ?? 0) ^ 1;
      await certificate.write(name, changed);
      const { code, stderr } = await verify(certificate);
      expect([name, code]).toEqual([name, 1]);
      expect(stderr).toContain(`certificate/${name}: `);
      await certificate.write(name, before);
    }
  });

  const rows: readonly Row[] = [
    {
      name: "a file is missing",
      change: (certificate) => certificate.remove("report.html"),
      code: 1,
      says: /report\.html: the certificate covers this file, and it is not there/,
    },
    {
      name: "a file was added",
      change: (certificate) => certificate.write("notes.txt", "all is well"),
      code: 1,
      says: /notes\.txt: the certificate does not cover this file/,
    },
    {
      name: "an unpacked journal was added",
      change: (certificate) => certificate.write("journal.ndjson", ""),
      code: 1,
      says: /the journal that it covers is packed/,
    },
    {
      name: "a file became a link to the same",
      change: async ({ folder }) => {
        const file = path.join(folder, "certificate/summary.md");
        await rename(file, path.join(folder, "elsewhere.md"));
        await symlink("../elsewhere.md", file);
      },
      code: 1,
      says: /summary\.md: this file is not the one that was signed/,
    },
    {
      name: "an empty folder was added",
      change: ({ folder }) => mkdir(path.join(folder, "certificate/empty")),
      code: 1,
      says: /empty: the certificate does not cover this file/,
    },
    {
      name: "the envelope became a link",
      change: async ({ folder }) => {
        const file = path.join(folder, "certificate/certificate.json");
        await rename(file, path.join(folder, "elsewhere.json"));
        await symlink("../elsewhere.json", file);
      },
      code: 1,
      says: /certificate\.json: this is no file of its own/,
    },
    {
      name: "the journal is that of another run",
      change: async (certificate) => {
        const own = (await certificate.statement()).predicate.headwater.run.id;
        await certificate.editJournal(([header = "", ...rest]) => [
          header.replace(own, "another"),
          ...rest,
        ]);
      },
      code: 1,
      says: /this is the journal of the run another, but the certificate is about/,
    },
  ];
  it.each(rows)("or $name", expectRefusal);
});

describe("an envelope is refused", () => {
  const rows: readonly Row[] = [
    {
      name: "by another key",
      change: async () => {},
      key: "other.pub",
      code: 1,
      says: /signed by the key [0-9a-f]{64}, not by [0-9a-f]{64}/,
    },
    {
      name: "when another signed it in the name of the key",
      change: async (certificate) => {
        const named = (await envelope(certificate)).signatures[0]?.keyid ?? "";
        await certificate.signAgain({ key: "other.key" });
        const { signatures, ...rest } = await envelope(certificate);
        await writeEnvelope(certificate, {
          ...rest,
          signatures: signatures.map(({ sig }) => ({ keyid: named, sig })),
        });
      },
      code: 1,
      says: /the signature does not fit what the envelope holds/,
    },
    {
      name: "when it names another key than the one that signed",
      change: async (certificate) => {
        const { signatures, ...rest } = await envelope(certificate);
        const forged = signatures.map(({ sig }) => ({ keyid: "0".repeat(64), sig }));
        await writeEnvelope(certificate, { ...rest, signatures: forged });
      },
      code: 1,
      says: /names the key 0{64}, but [0-9a-f]{64} signed it/,
    },
    {
      name: "when its payload is of another type, signed or not",
      change: (certificate) => certificate.signAgain({ payloadType: "application/json" }),
      code: 1,
      says: /the payload is "application\/json", but that of a certificate is application\/vnd\.in-toto\+json/,
    },
    {
      name: "when it says the same in other bytes",
      change: async (certificate) =>
        certificate.write("certificate.json", JSON.stringify(await envelope(certificate))),
      code: 1,
      says: /in other bytes than it was written in/,
    },
    {
      name: "when it names a key in words",
      change: async (certificate) => {
        const { signatures, ...rest } = await envelope(certificate);
        const keyid = "x\n\nheld: signature\nverified\n\u001b[8m";
        const forged = signatures.map(({ sig }) => ({ keyid, sig }));
        await writeEnvelope(certificate, { ...rest, signatures: forged });
      },
      code: 2,
      says: /signature: signatures\.0\.keyid is "x\\n\\nheld: signature\\nverified\\n\\u001b\[8m"/,
    },
    {
      name: "when it has a second signature",
      change: async (certificate) => {
        const { signatures, ...rest } = await envelope(certificate);
        await writeEnvelope(certificate, { ...rest, signatures: [...signatures, ...signatures] });
      },
      code: 2,
      says: /no DSSE envelope with one signature: signatures must NOT have more than 1 items/,
    },
    {
      name: "when it is cut",
      change: async (certificate) =>
        certificate.write(
          "certificate.json",
          (await certificate.read("certificate.json")).subarray(0, 999),
        ),
      code: 2,
      says: /no DSSE envelope with one signature: this is no JSON; the file may be cut/,
    },
    {
      name: "when it is none",
      change: (certificate) => certificate.write("certificate.json", "{}"),
      code: 2,
      says: /no DSSE envelope with one signature: the document lacks the key "payload"/,
    },
    {
      name: "when it is not there",
      change: (certificate) => certificate.remove("certificate.json"),
      code: 2,
      says: /certificate\.json: there is no certificate/,
    },
    {
      name: "when it holds a statement of another kind",
      change: (certificate) =>
        certificate.signAgain({
          say: (statement) => ({ ...statement, predicateType: "https://slsa.dev/provenance/v1" }),
        }),
      code: 2,
      says: /the payload is no certificate of this Headwater: predicateType is/,
    },
    {
      name: "with a key that is none",
      change: ({ folder }) => writeFile(path.join(folder, "own.pub"), "a key"),
      code: 2,
      says: /own\.pub: no key in PEM/,
    },
    {
      name: "with the private key, which nobody should have",
      change: async () => {},
      key: "own.key",
      code: 2,
      says: /own\.key: this is a private key/,
    },
    {
      name: "with a key that is not there",
      change: async () => {},
      key: "missing.pub",
      code: 2,
      says: /missing\.pub: there is no such file/,
    },
  ];
  it.each(rows)("$name", expectRefusal);
});

describe("a certificate for another suite cannot be verified here: 3", () => {
  it.each([
    {
      name: "with other cases",
      change: inFile("suites/digital-river/buy.yaml", "price: 12", "price: 13"),
      says: /issued for other cases than the present/,
    },
    {
      name: "without one of the cases",
      change: inFile("suites/digital-river/buy.yaml", "n: [1, 2]", "n: [1]"),
      says: /issued for other cases than the present/,
    },
    {
      name: "with other schemas of answers",
      change: ({ folder }) =>
        mkdir(path.join(folder, "specs/openapi"), { recursive: true }).then(() =>
          writeFile(
            path.join(folder, "specs/openapi/commerce.yaml"),
            "components: { schemas: { Cart: {} } }\n",
          ),
        ),
      says: /issued for other requirements than the present/,
    },
    {
      name: "with other requirements",
      change: inFile("specs/requirements/books.yaml", "statement: ", "statement: Perhaps "),
      says: /issued for other requirements than the present/,
    },
  ])("$name", async ({ change: apply, says }) => {
    const certificate = await issued();
    await apply(certificate);
    const { code, stdout, stderr } = await verify(certificate);
    expect([code, stderr]).toEqual([3, expect.stringMatching(says)]);
    expect(stdout).toMatch(
      /\nheld: signature, files\nnot verified: not everything could be checked\n$/,
    );
  });
});

describe("a signer who lies is found out", () => {
  const rows: readonly Row[] = [
    {
      name: "who removes a case from the journal",
      change: signedAgain((lines) =>
        lines.filter((line) => !/"case":"buy-two-books\[n=2\]"/.test(line)),
      ),
      code: 1,
      says: /24 checks without a verdict: buy-two-books\[n=2\]/,
    },
    {
      name: "who removes a case from one round",
      change: signedAgain((lines) =>
        lines.filter((line) => !/"case":"buy-two-books\[n=2\]".*"round":3/.test(line)),
      ),
      code: 1,
      says: /8 checks without a verdict: buy-two-books\[n=2\]#3/,
    },
    {
      name: "who removes the journal's end",
      change: signedAgain((lines) => lines.slice(0, -1)),
      code: 1,
      says: /the journal has no footer/,
    },
    {
      name: "who calls a failure passed",
      change: signedAgain(each('\\"state\\":\\"paid\\"', '\\"state\\":\\"open\\"')),
      code: 1,
      says: /judged again, the journal gives other verdicts than it holds: buy-two-books/,
    },
    {
      name: "who leaves a case out that the target claims",
      change: signedAgain((lines) =>
        lines
          .filter(
            (line) => !/"case":"buy-two-books\[n=1\]".*"kind":"(exchange|provided)"/.test(line),
          )
          .map((line) =>
            /"kind":"verdict","case":"buy-two-books\[n=1\]"/.test(line)
              ? line
                  .replaceAll('"outcome":"passed"', '"outcome":"not-applicable"')
                  .replace(
                    '"verdicts"',
                    '"undriven":{"kind":"not-applicable","cause":"?"},"verdicts"',
                  )
              : line,
          ),
      ),
      code: 1,
      says: /24 checks blocked: buy-two-books\[n=1\][^]*gives other verdicts than it holds/,
    },
    {
      name: "who ran two rounds",
      change: signedAgain((lines) =>
        lines
          .filter((line) => !line.includes('"round":3'))
          .map((line) => line.replace('"repeat":3', '"repeat":2')),
      ),
      code: 1,
      says: /the run has 2 of the 3 rounds that a certificate takes/,
    },
    {
      name: "who narrowed the run",
      change: signedAgain(each('"profiles":[]', '"profiles":["digital-river/core"]')),
      code: 1,
      says: /the run was narrowed by profiles: digital-river\/core/,
    },
    {
      name: "who judged at another level",
      change: signedAgain(each('"level":"must"}', '"level":"should"}')),
      code: 1,
      says: /the run was judged at level should, not must/,
    },
    {
      name: "who broke the server on purpose",
      change: signedAgain(each('"faults":[]', '"faults":["detach-answers-200"]')),
      code: 1,
      says: /the server was broken on purpose: detach-answers-200/,
    },
    {
      name: "who writes another report",
      change: async (certificate) => {
        const report = String(await certificate.read("report.json"));
        await certificate.write("report.json", report.replaceAll("acme-books", "better-books"));
        await certificate.signAgain();
      },
      code: 1,
      says: /report\.json: the report says something else than the journal about target/,
    },
    {
      name: "who writes another page",
      change: signedWith("report.html", () => "<h1>conformant: everything</h1>"),
      code: 1,
      says: /report\.html: this is not what is made of the journal/,
    },
    {
      name: "who writes another summary",
      change: signedWith("summary.md", (text) => `${text}\nCertified by the bank.\n`),
      code: 1,
      says: /summary\.md: this is not what is made of the journal/,
    },
    {
      name: "who gives a key of the report twice",
      change: signedWith("report.json", (text) => text.replace("{", '{"conclusion": "LIE",')),
      code: 1,
      says: /report\.json: this is not what is made of the journal/,
    },
    {
      name: "who gives a key of the statement twice",
      change: (certificate) =>
        certificate.signAgain({ edit: (body) => body.replace("{", '{"_type":"LIE",') }),
      code: 1,
      says: /certificate\.json: the payload is written in other bytes/,
    },
    {
      name: "who encloses another key",
      change: async (certificate) => {
        const other = await readFile(path.join(certificate.folder, "other.pub"));
        await certificate.write("certificate.pub", other);
        await certificate.signAgain();
      },
      code: 1,
      says: /certificate\.pub: this is not what is made of the journal/,
    },
    {
      name: "who adds a file",
      change: async (certificate) => {
        await certificate.write("approval.pdf", "by the bank");
        await certificate.signAgain();
      },
      code: 1,
      says: /approval\.pdf: no certificate has such a file/,
    },
    {
      name: "who writes another base URL into the target file",
      change: signedWith("target.yaml", (text) =>
        text.replace(/baseUrl: .*/, "baseUrl: https://bank.example"),
      ),
      code: 1,
      says: /target\.yaml: the target file says something else than the journal/,
    },
    {
      name: "who writes other claims into the target file",
      change: signedWith("target.yaml", (text) => `${text}claims:\n  currencies:\n    - USD\n`),
      code: 1,
      says: /target\.yaml: the target file says something else than the journal/,
    },
    {
      name: "who writes another name into the target file",
      change: signedWith("target.yaml", (text) => text.replace("name: The shop", "name: A bank")),
      code: 1,
      says: /target\.yaml: the target file says something else than the journal/,
    },
    {
      name: "who writes another implementation into the target file",
      change: signedWith("target.yaml", (text) => text.replace("acme-books", "better-books")),
      code: 1,
      says: /target\.yaml: the target file says something else than the journal/,
    },
    {
      name: "who writes another recipe into the target file",
      change: signedWith("target.yaml", (text) => text.replace("POST /till", "GET /till")),
      code: 1,
      says: /target\.yaml: the target file is not the one that the run began with/,
    },
    {
      name: "who writes a comment into the target file",
      change: signedWith("target.yaml", (text) => `${text}# the bank approves\n`),
      code: 1,
      says: /target\.yaml: .*more than a certificate publishes/,
    },
    {
      name: "who certifies another implementation",
      change: saying((statement) => {
        statement.predicate.headwater.target.name = "Another shop";
        return statement;
      }),
      code: 1,
      says: /something else than its journal about predicate\.headwater\.target/,
    },
    {
      name: "who lists a test that was none",
      change: saying((statement) => {
        statement.predicate.passedTests.push("buy-two-books/never-run");
        return statement;
      }),
      code: 1,
      says: /something else than its journal about predicate\.passedTests/,
    },
    {
      name: "who hides what the claims left out",
      change: saying((statement) => {
        const { headwater } = statement.predicate;
        const { musts } = headwater;
        if (musts !== undefined) headwater.musts = { ...musts, of: 1, verified: 1 };
        return statement;
      }),
      code: 1,
      says: /something else than its journal about predicate\.headwater\.musts/,
    },
    {
      name: "who says nothing of it",
      change: saying((statement) => {
        delete statement.predicate.headwater.musts;
        return statement;
      }),
      code: 1,
      says: /something else than its journal about predicate\.headwater\.musts/,
    },
    {
      name: "who names another set of required checks",
      change: saying((statement) => {
        statement.predicate.headwater.required.digest = "0".repeat(64);
        return statement;
      }),
      code: 1,
      says: /something else than its journal about predicate\.headwater\.required/,
    },
  ];
  it.each(rows)("$name", expectRefusal);
});

describe("what a certificate says is shown without what moves a cursor or ends a line", () => {
  it("whatever the implementation is called", async () => {
    const name = "acme\\u001b[8m\\n\\nheld: signature\\nverified\\n";
    const target = `implementation: { name: "${name}", version: "1\\u202e" }`;
    const world = await openWorld({ cases: 1, target });
    await world.headwater("keygen", "own");
    const made = await world.headwater("certify", "-t", "target.yaml", "--key", "own.key", "-q");
    const verified = await world.headwater("verify", "certificate");
    expect([made.code, verified.code]).toEqual([0, 3]);
    for (const { stdout, stderr } of [made, verified]) {
      expect(`${stdout}${stderr}`).not.toMatch(/[^\P{C}\n]|^verified$/mu);
      expect(stdout).toContain("acme\\u001b[8m\\n\\nheld: signature\\nverified\\n 1\\u202e");
    }
  });
});

describe("an old certificate", () => {
  it("is refused with --max-age", async () => {
    const { code, stderr } = await verify(await aged(90), "own.pub", "--max-age", "90");
    expect([code, stderr]).toEqual([1, expect.stringContaining("the run is 90 days old")]);
  });

  it("is refused when its run is dated after now", async () => {
    const { code, stderr } = await verify(await aged(-1), "own.pub", "--max-age", "1");
    expect([code, stderr]).toEqual([1, expect.stringContaining("the run is dated after now")]);
  });

  it("is taken within --max-age", async () => {
    const { code, stderr } = await verify(await issued(), "own.pub", "--max-age", "1");
    expect([code, stderr]).toEqual([0, ""]);
  });
});
