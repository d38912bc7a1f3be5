/** What there is to say of one thing, as data and as text. */
export interface Explanation {
  readonly data: object;
  readonly text: string;
}
