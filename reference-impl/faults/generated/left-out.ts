/** What could be generated and is not, and why: nothing that is written forbids it, or nothing shows it. */
export const leftOut: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: "a call with the key of another account",
    why: "no page says what an account sees of another's, and a target file holds the keys of one",
  },
  {
    what: "the public key for a charge, a fulfillment, a refund, a source that is read or detached",
    why: "the page on the public key speaks of secondary sources, checkouts, customers and orders alone",
  },
  {
    what: "another code where something does not exist",
    why: "pages name the status and the type of these refusals alone",
  },
  {
    what: "an amount as text that breaks more than DR-TRANSPORT-9",
    why: "it is the same amount",
  },
  {
    what: "a source without flow",
    why: "a page says what flow is where it is returned",
  },
  {
    what: "a cart with another id, always the same",
    why: "ids are opaque, and no other answer names it",
  },
  {
    what: "the id of a cart, an order or a payment option as a number",
    why: "samples write the same id as a number and as text",
  },
];
