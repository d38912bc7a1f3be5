// The case that every contestant plays: six requests, two captured ids, six statuses, two schema checks, the cancelled
// state and the exact refusal. The bundled reference implementation answers it as well.

/** The key that is sent with every request, and that no report may hold. */
export const key = "sk_test_headwater";

export const checkout = {
  currency: "USD",
  email: "ada@example.com",
  items: [{ skuId: "sku-1", quantity: 1, price: 20 }],
};

export const refusal = {
  type: "conflict",
  errors: [
    {
      code: "source_status_invalid_for_session",
      message: "The source status is invalid for this session.",
    },
  ],
};

/** What the server must have seen of so many cases, and nothing else. */
export const expectedOf = (cases) => ({
  "POST /sources 201": cases,
  "POST /checkouts 201": cases,
  "POST /checkouts/id/sources/id 200": cases,
  "DELETE /checkouts/id/sources/id 204": cases,
  "GET /sources/id 200": cases,
  "POST /checkouts/id/sources/id 409": cases,
});

export const requestsPerCase = 6;
