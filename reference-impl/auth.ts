/** The key of an Authorization header: `Bearer <key>` in any case, or the bare key that one sample of the documentation shows. */
export function keyOf(authorization: string | undefined): string | undefined {
  const [, bearer, bare] = /^(?:bearer\s+(\S+)|(\S+))$/i.exec(authorization?.trim() ?? "") ?? [];
  return bearer ?? bare;
}
