import { rules } from "./rules.ts";
import type {
  AuthenticationStatus,
  Bank,
  ErrorResult,
  MethodList,
  Result,
  Source,
  SourceData,
} from "./source.ts";
import { failed } from "./source.ts";

/** The calls of the library, all with the public key. */
export interface Api {
  create(data: SourceData): Promise<Result>;
  retrieve(id: string, clientSecret: string): Promise<Result>;
  update(id: string, changes: Readonly<Record<string, unknown>>): Promise<Result>;
  authenticate(id: string, data: Readonly<Record<string, unknown>>): Promise<Answer<Asked>>;
  methods(filters: Readonly<Record<string, unknown>>): Promise<Answer<MethodList>>;
  banks(country: string, currency: string): Promise<Answer<readonly Bank[]>>;
}

export interface Asked {
  readonly status: AuthenticationStatus | "challenge";
}

type Answer<T> =
  | { readonly value: T; readonly error: undefined }
  | { readonly value: undefined; readonly error: ErrorResult };

export function createApi(origin: string, key: string, locale: string): Api {
  const language = locale.split(/[-_]/)[0] ?? "en";
  const send = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    try {
      const response = await fetch(origin + path, {
        method,
        credentials: "omit",
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const value = await response.json();
      return response.ok ? { value, error: undefined } : { value: undefined, error: value };
    } catch {
      return { value: undefined, error: unreachable };
    }
  };
  const result = async (answer: Promise<Answer<Source>>): Promise<Result> => {
    const { value, error } = await answer;
    if (value === undefined) return { source: undefined, error };
    return { source: rules.shown(value, language), error: undefined };
  };
  return {
    create: async (data) => {
      rules.beforeCreating(data);
      const made = await result(send<Source>("POST", "/payments/sources", data));
      return made.source?.state === "failed"
        ? failed("conflict", "declined", "The payment was declined.")
        : made;
    },
    retrieve: (id, clientSecret) =>
      result(
        send(
          "GET",
          `/payments/sources/${encodeURIComponent(id)}?secret=${encodeURIComponent(clientSecret)}`,
        ),
      ),
    update: (id, changes) =>
      result(send("POST", `/_sandbox/browser/sources/${encodeURIComponent(id)}`, changes)),
    authenticate: (id, data) =>
      send("POST", `/_sandbox/browser/sources/${encodeURIComponent(id)}/authenticate`, data),
    methods: (filters) => send("GET", `/payments/payment-methods?${query(filters)}`),
    banks: (country, currency) =>
      send("GET", `/_sandbox/browser/banks?${query({ country, currency })}`),
  };
}

const unreachable: ErrorResult = {
  type: "no_network",
  errors: [{ code: "unknown_error", message: "The payment service could not be reached." }],
};

function query(filters: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
