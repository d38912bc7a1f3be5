/** A key with what was sent as its secret. */
export interface KeyAndSecret {
  readonly key: string;
  readonly secret: string | undefined;
}

/** CO-TRANSPORT-1: The token of an Authorization header; the scheme is bearer, in any case. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer\s+(\S+)$/i.exec(authorization?.trim() ?? "")?.[1];
}

/** CO-TRANSPORT-2: Whether a body of this content type is read as JSON. */
export function isJsonType(contentType: string | undefined): boolean {
  return contentType === undefined || /^(application\/json|text\/plain)\b/i.test(contentType);
}

/** A key, as a bearer token or as the user of HTTP Basic with its secret as the password. */
export function keyOf(authorization: string | undefined): KeyAndSecret | undefined {
  const bearer = bearerOf(authorization);
  if (bearer !== undefined) return { key: bearer, secret: undefined };
  const basic = /^basic\s+(\S+)$/i.exec(authorization?.trim() ?? "")?.[1];
  if (basic === undefined) return undefined;
  const [key = "", ...secret] = Buffer.from(basic, "base64").toString("utf8").split(":");
  return { key, secret: secret.length === 0 ? undefined : secret.join(":") };
}
