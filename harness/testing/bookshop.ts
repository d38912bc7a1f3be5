import { type Answer, type Received, serve, type TestServer } from "./server.ts";

/** How a bookshop differs from a good one. */
export interface ShopBehaviour {
  /** How often an order is read before it is paid. */
  readonly settleAfter?: number;
  /** Answers in place of the shop, for the requests that it wants; "silence" ends the connection, "held" leaves it open. */
  readonly instead?: (request: Received, before: number) => Answer | "silence" | "held" | undefined;
  /** What stands before the shop makes of each of its answers. */
  readonly front?: (answer: Answer, request: Received) => Answer;
  /** What it makes of each request. */
  readonly back?: (request: Received) => Received;
}

/** The server that the cases of the tests are about: books, orders, and a till. */
export function openBookshop({
  settleAfter = 0,
  instead,
  front = (given) => given,
  back = (request) => request,
}: ShopBehaviour = {}): Promise<TestServer> {
  const shop: Shop = { books: new Map(), orders: new Map(), settleAfter, added: 0 };
  return serve((request, before) => {
    const other = instead?.(request, before);
    if (other === "silence") return undefined;
    return other ?? front(answer(back(request), shop), request);
  });
}

interface Shop {
  readonly books: Map<string, Book>;
  readonly orders: Map<string, Order>;
  readonly settleAfter: number;
  /** How many books there were ever: ids are not given twice. */
  added: number;
}

interface Book {
  readonly id: string;
  readonly price: number;
  readonly kind: string;
  readonly state: "new" | "sold";
}

interface Order {
  readonly id: string;
  readonly items: readonly Book[];
  readonly reads: number;
}

function answer(request: Received, shop: Shop): Answer {
  const [collection = "", id = ""] = request.path.split("/").slice(1).map(decodeURIComponent);
  const data = (request.body === "" ? {} : JSON.parse(request.body)) as Readonly<
    Record<string, unknown>
  >;
  switch (`${request.method} ${collection}${id === "" ? "" : "/id"}`) {
    case "POST books":
      return addBook(data, shop);
    case "GET books":
      return { body: { books: [...shop.books.values()] } };
    case "GET books/id":
      return found(shop.books.get(id));
    case "DELETE books/id":
      return { status: shop.books.delete(id) ? 204 : 404 };
    case "POST orders":
      return buy(data["books"] as readonly string[], shop);
    case "GET orders/id":
      return readOrder(id, shop);
    case "POST till/id":
      return { status: 204 };
    default:
      return found(undefined);
  }
}

const found = (body: object | undefined): Answer =>
  body === undefined ? { status: 404 } : { body };

function addBook(data: Readonly<Record<string, unknown>>, shop: Shop): Answer {
  shop.added += 1;
  const id = `b${shop.added}`;
  const book = {
    id,
    price: Number(data["price"]),
    kind: String(data["kind"]),
    state: "new",
  } as const;
  shop.books.set(id, book);
  return { status: 201, body: book };
}

function buy(ids: readonly string[], { books, orders }: Shop): Answer {
  const wanted = ids.flatMap((id) => books.get(id) ?? []);
  if (wanted.length < ids.length) return { status: 404 };
  if (wanted.some((book) => book.state === "sold")) {
    const errors = [{ code: "book_sold", message: "The book is sold." }];
    return { status: 409, body: { type: "conflict", errors } };
  }
  const items = wanted.map((book) => ({ ...book, state: "sold" }) as const);
  for (const book of items) books.set(book.id, book);
  const order = { id: `o${orders.size + 1}`, items, reads: 0 };
  orders.set(order.id, order);
  return { status: 201, body: { id: order.id } };
}

function readOrder(id: string, { orders, settleAfter }: Shop): Answer {
  const order = orders.get(id);
  if (order === undefined) return { status: 404 };
  orders.set(id, { ...order, reads: order.reads + 1 });
  const state = order.reads < settleAfter ? "pending" : "paid";
  return { body: { id, state, items: order.items } };
}

/** A case that the bookshop passes: fixtures, an action, takes, polling, each, and every kind of expectation. */
export const purchase = `case: buy-two-books
title: Two books are bought once, paid for, and one of them goes away
profile: digital-river/core
given:
  book: { fixture: book.new, price: 12 }
  other: { fixture: book.new, price: 7.5, kind: poem }
steps:
  - id: buy
    call: POST /orders
    body: { books: ["{book.id}", "{other.id}"] }
    expect: { status: 2xx }
    take: { order: $.id }
  - id: paid
    call: GET /orders/{order}
    within: 5s
  - id: again
    call: POST /orders
    each: { which: ["{book.id}", "{other.id}"] }
    body: { books: ["{which}"] }
  - id: hand-over
    use: book.sell
    with: { id: "{book.id}" }
  - id: read
    call: GET /books/{book.id}
  - id: remove
    call: DELETE /books/{other.id}
  - id: list
    call: GET /books
checks:
  - id: order-is-paid
    must: DR-BOOK-1
    on: paid
    expect: { status: 200, body: { state: paid } }
  - id: order-holds-both
    must: DR-BOOK-1
    on: paid
    expect: { body: { items: { contains: [{ id: "{book.id}" }, { id: "{other.id}" }] } } }
  - id: order-adds-up
    must: DR-BOOK-1
    on: paid
    expect: { amounts: { "$.items[*].price": "{book.price} + {other.price}" } }
  - id: sold-only-once
    must: DR-BOOK-2
    on: again
    expect: { status: 409, body: { type: conflict, errors: { contains: { code: book_sold } } } }
  - id: says-why
    should: DR-BOOK-3
    on: again
    expect: { body: { errors: { contains: { message: The book is sold. } } } }
  - id: book-is-described
    must: DR-BOOK-1
    on: read
    expect: { schema: Book, headers: { content-type: { includes: json } } }
  - id: removed-without-words
    must: DR-BOOK-1
    on: remove
    expect: { status: 204, body: empty }
  - id: removed-is-gone
    must: DR-BOOK-2
    on: list
    expect: { body: { books: { contains: { id: "{book.id}" }, none: { id: "{other.id}" } } } }
control: buy
`;
