/** An answer before it becomes a Response: a status and, unless it is empty, a JSON body. */
export interface Reply {
  readonly status: number;
  readonly body?: object;
}

export function ok(body: object): Reply {
  return { status: 200, body };
}

export function created(body: object): Reply {
  return { status: 201, body };
}

export function noContent(): Reply {
  return { status: 204 };
}

/** The members that have a value; absent and undefined are the same on the wire. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Object.entries forgets the keys it came from.
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** ISO 8601 in UTC to the second, as the API resources show it: 2021-04-07T13:47:13Z. */
export function time(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
