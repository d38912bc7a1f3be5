/** What the customer fills in for one payment method. */
export interface Panel {
  readonly content: readonly Node[];
  /** Shows what is wrong; gives the first control that is, or undefined when all is well. */
  readonly check: () => HTMLElement | undefined;
  /** The members of the source's detail object. */
  readonly details: () => Readonly<Record<string, unknown>>;
}
