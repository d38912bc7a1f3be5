/** One way in which a response was not as expected. */
export interface Difference {
  /** status, headers.NAME, body, or a dotted path in the body. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}
