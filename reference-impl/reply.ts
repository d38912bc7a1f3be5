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
  const present: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  // Object.keys forgets what it came from, and a comparison says nothing of a member's type.
  for (const name of Object.keys(fields) as (keyof T)[])
    if (fields[name] !== undefined) present[name] = fields[name] as Exclude<T[keyof T], undefined>;
  return present;
}

/** ISO 8601 in UTC to the second, as the API resources show it: 2021-04-07T13:47:13Z. */
export function time(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastShown.second) {
    const text = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    lastShown = { second, text };
  }
  return lastShown.text;
}

/** Most times that are shown are those of one second. */
let lastShown = { second: Number.NaN, text: "" };
