/** A request and its answer, as a whole: what an account may do to either, whatever route takes it. */
export type Answering = (
  request: Request,
  answer: (request: Request) => Promise<Response>,
) => Promise<Response>;

/** All of them around an answer, the last outermost. */
export function around(layers: readonly Answering[]): Answering {
  return layers.reduce<Answering>(
    (inner, layer) => (request, answer) => layer(request, (asked) => inner(asked, answer)),
    (request, answer) => answer(request),
  );
}
