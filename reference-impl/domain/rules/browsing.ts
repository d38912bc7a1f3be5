import type { JsonObject } from "../json.ts";
import type { Source } from "../types.ts";

/** What a page asks for by a source's identifier and its client secret. */
export interface PageRequest {
  readonly sourceId: string;
  readonly clientSecret: string;
  readonly sessionId: string | undefined;
}

/** DR-AUTH-2: The source that a page wants to authenticate is the one that it names. */
export function sourceToAuthenticate({ sourceId }: PageRequest): string {
  return sourceId;
}

/** DR-AUTH-4: Whoever has the client secret of a source may authenticate it. */
export function mayAuthenticate(source: Source, { clientSecret }: PageRequest): boolean {
  return source.clientSecret === clientSecret;
}

/** DR-AUTH-3: A source is authenticated for a payment session that there is. */
export function authenticatesIn(isKnown: boolean): boolean {
  return isKnown;
}

/** DR-ATTACH-8: Authenticating leaves a source as it was, so that it can be attached. */
export function sourceAfterAuthentication(source: Source): Source {
  return source;
}

/** DR-UPDATE-2: The source that a page wants to update is the one that it names. */
export function sourceToUpdate({ sourceId }: PageRequest): string {
  return sourceId;
}

/** DR-UPDATE-4: Whoever has the client secret of a source may update it. */
export function mayUpdate(source: Source, { clientSecret }: PageRequest): boolean {
  return source.clientSecret === clientSecret;
}

/** DR-UPDATE-3: An update may name a payment session that there is. */
export function updatesIn(isKnown: boolean): boolean {
  return isKnown;
}

/** What a page changes of a source. */
export interface PageChanges {
  readonly owner: JsonObject | undefined;
  readonly details: JsonObject;
}

/** DR-UPDATE-5, DR-UPDATE-6, DR-UPDATE-8: The owner and single details are replaced, and nothing else. */
export function sourceAfterUpdate(source: Source, { owner, details }: PageChanges): Source {
  return { ...source, owner: owner ?? source.owner, details: { ...source.details, ...details } };
}
