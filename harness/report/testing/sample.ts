import type { CaseRow, Evidence, Report } from "../../../specs/types/report.format.d.ts";
import { caseRow, checkRow, evidenceOf, findingOf, reportOf } from "./rows.ts";

/** Everything passes, with one warning and one case that the target does not claim. */
export function conformant(): Report {
  return reportOf({
    statements,
    cases: [
      caseRow("attach-by-path", [
        checkRow("attach-answers-2xx", "DR-ATTACH-1", "passed", { exchanges: [3] }),
        checkRow("source-is-listed", "DR-ATTACH-2"),
      ]),
      caseRow("charge-a-konbini", [checkRow("charge-is-made", "DR-CHARGE-4", "not-applicable")], {
        outcome: "not-applicable",
        cause: "the target does not claim the source type konbini",
        profile: "digital-river/charges",
      }),
      caseRow("detach-single-use", [
        checkRow("detach-answers-204", "DR-DETACH-1"),
        checkRow("source-is-cancelled", "DR-DETACH-2"),
        messageText(),
      ]),
    ],
  });
}

const leftOutFor = (reason: string, ...requirements: readonly string[]) =>
  requirements.map((requirement) => ({ requirement, reasons: [reason] }));

/** The least that can be claimed: what the claims leave out is told with the reason. */
export function claimed(): Report {
  return reportOf({
    statements,
    musts: {
      of: 24,
      verified: 2,
      inPart: 1,
      failed: 0,
      open: 1,
      leftOut: [
        ...leftOutFor(
          "the profile digital-river/charges is not claimed",
          "DR-CHARGE-1",
          "DR-CHARGE-2",
          "DR-CHARGE-4",
          "DR-CHARGE-7",
        ),
        ...leftOutFor(
          "the ability refunds is not claimed",
          "DR-REFUND-1",
          "DR-REFUND-2",
          "DR-REFUND-3",
        ),
        ...leftOutFor(
          "the source type <b>konbini</b> is not claimed with saved: false",
          "DR-SAVE-6",
        ),
      ],
      unselected: 13,
    },
    inCommon: [
      { outcome: "failed", traits: ["money=three-decimals"], cases: 19, of: 23, passed: 0 },
      { outcome: "failed", traits: ["type=<i>", "POST /refunds"], cases: 3, of: 23, passed: 1 },
    ],
    cases: [
      caseRow("attach-by-path", [checkRow("attach-answers-2xx", "DR-ATTACH-1")]),
      caseRow("charge-a-source", [checkRow("charge-is-made", "DR-CHARGE-4", "not-applicable")]),
      caseRow("detach-single-use", [checkRow("detach-answers-204", "DR-DETACH-1")]),
    ],
  });
}

/** Failures of several kinds, one cause that blocks two cases, one case that Headwater could not judge, a warning. */
export function nonConformant(): Report {
  const { row, evidence } = detachCase();
  return reportOf({
    statements,
    evidence: [...evidence, ...refundEvidence, ...blockedEvidence],
    reasons: [
      "4 checks of level must failed.",
      "2 cases are blocked by 1 cause.",
      "1 case could not be judged because of a fault in Headwater.",
    ],
    causes: [
      {
        outcome: "blocked",
        cause: "invoice.open: POST /invoices: status should be 2xx, is 501",
        cases: ["invoice-takes-credit", "invoice-without-billing-optimization"],
      },
      {
        outcome: "errored",
        cause: "the matcher money met an amount without a currency",
        cases: ["sum-of-sources"],
      },
    ],
    cases: [
      caseRow("attach-by-path", [checkRow("attach-answers-2xx", "DR-ATTACH-1")]),
      row,
      ...blockedCases,
      caseRow(
        "refund-after-capture[type=creditCard,via=order]",
        [
          checkRow("refund-answers-201", "DR-REFUND-1", "failed", {
            exchanges: [9],
            findings: [findingOf("refund", 9, "status", "201", "no answer within 10 s (timeout)")],
          }),
        ],
        {
          title: "A captured charge can be refunded",
          profile: "digital-river/charges",
          line: 4,
          durationMs: 10_031,
        },
      ),
      caseRow(
        "sum-of-sources",
        [
          checkRow("amounts-add-up", "DR-COMBINE-3", "errored", {
            cause: "the matcher money met an amount without a currency",
          }),
        ],
        { cause: "the matcher money met an amount without a currency" },
      ),
    ],
  });
}

/** Nothing failed, but one fixture that did not come about keeps a dozen cases from a verdict. */
export function inconclusive(): Report {
  const cause = "source.single-use: POST /sources: status should be 2xx, is 401";
  const ids = Array.from(
    { length: 12 },
    (_, i) => `needs-a-source-${String(i + 1).padStart(2, "0")}`,
  );
  return reportOf({
    reasons: ["12 cases are blocked by 1 cause."],
    causes: [{ outcome: "blocked", cause, cases: ids }],
    evidence: [
      evidenceOf(
        { case: "needs-a-source-01", step: "given.card" },
        "POST /sources",
        { status: 401, body: { type: "unauthorized", errors: [{ code: "invalid_api_key" }] } },
        { type: "creditCard" },
      ),
    ],
    cases: [
      caseRow("read-an-unknown-source", [checkRow("answers-404", "DR-SOURCE-9")]),
      ...ids.map((id) =>
        caseRow(id, [checkRow("holds", "DR-SOURCE-2", "blocked", { cause })], {
          cause,
          durationMs: 3,
        }),
      ),
    ],
  });
}

/** A run in which nothing was selected. */
export function empty(): Report {
  return reportOf({ cases: [], reasons: ["No case ran."] });
}

/** Every string that a target or a careless author controls tries to break out of its format. */
export function hostile(): Report {
  const nasty =
    "<script>window.hacked = true</script> \u001b[31m`|$(touch hacked)`' \" ]]> \u202e\u0000 \u{1f47e}\n# end";
  const id = "hostile[name='; rm -rf $HOME #]";
  const report = reportOf({
    statements: { "DR-X-1": nasty },
    reasons: [nasty],
    causes: [{ outcome: "blocked", cause: nasty, cases: ["blocked-by-name"] }],
    evidence: [
      evidenceOf(
        { case: id, step: nasty },
        "POST /sources/<img%20src=x%20onerror=alert(1)>",
        {
          status: 200,
          body: {
            "key'$(id)": nasty,
            html: "</pre></details><script>window.hacked = true</script>",
          },
        },
        { note: nasty, home: "${HOME}" },
      ),
    ],
    cases: [
      caseRow("blocked-by-name", [checkRow("holds", "DR-X-1", "blocked", { cause: nasty })], {
        cause: nasty,
      }),
      caseRow(
        id,
        [
          checkRow("holds", "DR-X-1", "failed", {
            exchanges: [1],
            findings: [findingOf(nasty, 1, `headers.${nasty}`, nasty, nasty)],
          }),
        ],
        { title: nasty, file: "suites/<b>.yaml" },
      ),
    ],
  });
  const url = "javascript:window.hacked=true";
  return {
    ...report,
    target: { ...report.target, name: nasty, implementation: { name: nasty, url } },
    requirements: report.requirements.map((row) => ({
      ...row,
      citation: { ...row.citation, url },
    })),
  };
}

/** A run of `count` cases, every tenth of them failing with ten exchanges as evidence. */
export function large(count: number): Report {
  const ids = Array.from({ length: count }, (_, i) => `case-${String(i).padStart(4, "0")}`);
  const failing = ids.filter((_, i) => i % 10 === 0);
  const evidence = failing.flatMap((id) =>
    Array.from({ length: 10 }, (_, step) =>
      evidenceOf(
        { case: id, step: `step-${step}` },
        `POST /checkouts/${id}`,
        { status: 201, body: checkout(id) },
        { n: step },
      ),
    ),
  );
  return reportOf({
    evidence,
    reasons: [`${failing.length} checks of level must failed.`],
    cases: ids.map((id, i) => largeCase(id, i, failing.indexOf(id))),
  });
}

function largeCase(id: string, i: number, failure: number): CaseRow {
  const checks = Array.from({ length: 4 }, (_, n) =>
    checkRow(`check-${n}`, `DR-AREA${i % 20}-${(i + n) % 15}`),
  );
  if (failure < 0) return caseRow(id, checks);
  const exchange = failure * 10 + 10;
  const wrong = checkRow("check-wrong", `DR-AREA${i % 20}-1`, "failed", {
    exchanges: [exchange],
    findings: [findingOf("step-9", exchange, "status", "409", "201")],
  });
  return caseRow(id, [...checks, wrong]);
}

export const statements: Readonly<Record<string, string>> = {
  "DR-ATTACH-1": "Attaching a chargeable source to a checkout succeeds.",
  "DR-ATTACH-2": "An attached source is among the sources of the checkout.",
  "DR-CHARGE-4": "A konbini source is charged when the funds arrive.",
  "DR-COMBINE-3": "The amounts of all sources add up to the amount of the checkout.",
  "DR-DETACH-1": "A successful detach answers 204.",
  "DR-DETACH-2": "A source with reusable false has the state cancelled after it was detached.",
  "DR-DETACH-3":
    "A cancelled source cannot be attached to any checkout; the attempt is refused with 409.",
  "DR-DETACH-12": "The refusal says in words that the source's status does not fit the session.",
  "DR-INVOICE-2": "An invoice takes secondary sources beside any primary source.",
  "DR-REFUND-1": "A captured charge can be refunded in full or in part.",
};

function messageText(exchanges: number[] = []) {
  return checkRow("message-text", "DR-DETACH-12", "failed", {
    level: "should",
    exchanges,
    findings: [
      {
        step: "by-body",
        ...(exchanges[0] === undefined ? {} : { exchange: exchanges[0] }),
        at: "body.errors.0.message",
        expected: '"The source status is invalid for this session."',
        actual: '"Invalid source."',
      },
    ],
  });
}

const at = (step: string) => ({ case: "detach-single-use", step });

export function detachCase(): { readonly row: CaseRow; readonly evidence: readonly Evidence[] } {
  const source = { id: "src_9f2c71", type: "creditCard", reusable: false, state: "chargeable" };
  const row = caseRow(
    "detach-single-use",
    [
      checkRow("detach-answers-204", "DR-DETACH-1", "failed", {
        exchanges: [4],
        findings: [
          findingOf("detach", 4, "status", "204", "200"),
          findingOf("detach", 4, "body", "empty", '{"deleted":true}'),
        ],
      }),
      checkRow("source-is-cancelled", "DR-DETACH-2", "failed", {
        exchanges: [6],
        findings: [findingOf("after", 6, "body.state", '"cancelled"', '"chargeable"')],
      }),
      checkRow("reattach-is-refused", "DR-DETACH-3", "failed", {
        exchanges: [7, 8],
        findings: [
          findingOf("reattach", 7, "status", "409", "200"),
          findingOf(
            "by-body",
            8,
            "body.errors",
            'an item { "code": "source_status_invalid_for_session" }',
            '[{"code":"invalid_source"}]',
          ),
        ],
      }),
      messageText([8]),
      checkRow("attach-answers-2xx", "DR-ATTACH-1", "passed", { exchanges: [3] }),
    ],
    {
      title: "Detaching a single-use source cancels it, and no checkout takes it back",
      durationMs: 5210,
      values: { "card.id": "src_9f2c71", "cart.id": "chk_41d0" },
    },
  );
  const evidence = [
    evidenceOf(
      at("given.card"),
      "POST /sources",
      { status: 201, body: source },
      { type: "creditCard" },
    ),
    evidenceOf(
      at("given.cart"),
      "POST /checkouts",
      { status: 201, body: checkout("chk_41d0") },
      { currency: "USD" },
    ),
    evidenceOf(at("attach"), "POST /checkouts/chk_41d0/sources/src_9f2c71", {
      status: 200,
      body: source,
    }),
    evidenceOf(at("detach"), "DELETE /checkouts/chk_41d0/sources/src_9f2c71", {
      status: 200,
      body: { deleted: true },
    }),
    evidenceOf(at("after"), "GET /sources/src_9f2c71", { status: 200, body: source }),
    evidenceOf(at("after"), "GET /sources/src_9f2c71", { status: 200, body: source }),
    evidenceOf(at("reattach"), "POST /checkouts/chk_41d0/sources/src_9f2c71", {
      status: 200,
      body: source,
    }),
    evidenceOf(
      at("by-body"),
      "POST /checkouts/chk_41d0",
      {
        status: 409,
        body: {
          type: "conflict",
          errors: [{ code: "invalid_source", message: "Invalid source." }],
        },
      },
      { sourceId: "src_9f2c71" },
    ),
  ];
  return { row, evidence };
}

const refundEvidence = [
  evidenceOf(
    { case: "refund-after-capture[type=creditCard,via=order]", step: "refund" },
    "POST /refunds",
    "timeout",
    { orderId: "182938450336", amount: 12.5 },
  ),
];

const blockedEvidence = [
  evidenceOf(
    { case: "invoice-takes-credit", step: "given.invoice" },
    "POST /invoices",
    { status: 501, body: { type: "not_implemented", errors: [] } },
    { currency: "USD" },
  ),
];

const blockedBy = "invoice.open: POST /invoices: status should be 2xx, is 501";

const blockedCases = ["invoice-takes-credit", "invoice-without-billing-optimization"].map((id) =>
  caseRow(id, [checkRow("invoice-lists-both", "DR-INVOICE-2", "blocked", { cause: blockedBy })], {
    cause: blockedBy,
    profile: "digital-river/invoices",
  }),
);

function checkout(id: string) {
  return {
    id,
    currency: "USD",
    totalAmount: 113.5,
    payment: {
      sources: [],
      session: { id: `ses_${id}`, amountRemainingToBeContributed: 113.5, state: "requires_source" },
    },
    items: [{ id: "160997110336", skuId: "sku-backpack", quantity: 1, price: 100 }],
    liveMode: false,
  };
}
