/** What the pages of the shop need done; each API does it in its own way, with the confidential key, on the server. */
export interface Backend {
  /** A purchase of what lies in the cart, billed to the buyer. */
  readonly begin: (cart: Cart, buyer: Buyer) => Promise<Purchase>;
  readonly look: (id: string) => Promise<Purchase>;
  /** Store credit goes before a single-use primary source (Managing sources). */
  readonly addCredit: (id: string, amount: number) => Promise<void>;
  readonly pay: (id: string, sourceId: string) => Promise<void>;
  readonly clearPayments: (id: string) => Promise<void>;
  readonly save: (sourceId: string) => Promise<void>;
  readonly saved: () => Promise<readonly SavedMethod[]>;
  readonly makeDefault: (id: string) => Promise<void>;
  readonly forget: (id: string) => Promise<void>;
  /** Makes the order. */
  readonly order: (id: string) => Promise<Order>;
  /** The order as it stands now, after its customer came back or the money arrived. */
  readonly refresh: (purchaseId: string, orderId: string) => Promise<Order>;
}

/** Product and quantity. */
export type Cart = ReadonlyMap<string, number>;

export interface Buyer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly line1: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

export interface Purchase {
  readonly id: string;
  readonly sessionId: string;
  readonly currency: string;
  readonly subtotal: number;
  readonly tax: number;
  readonly total: number;
  readonly remaining: number;
  readonly payments: readonly Payment[];
}

export interface Payment {
  readonly sourceId: string;
  readonly type: string;
  readonly amount: number;
  readonly card: Card | undefined;
}

export interface Card {
  readonly brand: string;
  readonly lastFourDigits: string;
  readonly expires: string;
}

export interface SavedMethod {
  /** What the API calls it: a source, or a payment option. */
  readonly id: string;
  readonly sourceId: string;
  readonly clientSecret: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly card: Card | undefined;
}

export interface Order {
  readonly id: string;
  readonly state: string;
  readonly standing: "paid" | "waits-for-customer" | "waits-for-money" | "failed";
  readonly currency: string;
  readonly total: number;
  readonly payments: readonly Payment[];
  /** Where the customer still has to go. */
  readonly redirectUrl: string | undefined;
  /** The source whose customer still has to pay, with its client secret. */
  readonly instructions: { readonly sourceId: string; readonly clientSecret: string } | undefined;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly price: number;
}

export const currency = "USD";

export const products: readonly Product[] = [
  {
    id: "900100",
    name: "Field recordings",
    text: "Eleven rivers, from spring to mouth",
    price: 42.5,
  },
  { id: "900200", name: "River atlas", text: "Two hundred maps to zoom into", price: 10 },
  { id: "900300", name: "Tide table", text: "One year, one harbour", price: 0.99 },
];

/** Of a card, what a customer knows it by. */
export function cardOf(details: Details = {}): Card | undefined {
  const { brand, lastFourDigits, expirationMonth, expirationYear } = details;
  if (lastFourDigits === undefined) return undefined;
  const expires = `${String(expirationMonth).padStart(2, "0")}/${expirationYear}`;
  return { brand: String(brand), lastFourDigits: String(lastFourDigits), expires };
}

type Details = Readonly<Record<string, string | number>>;
