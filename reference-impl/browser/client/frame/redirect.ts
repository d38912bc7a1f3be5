import { rules } from "../shared/rules.ts";
import type { Api } from "../shared/api.ts";
import type { ErrorResult, Source, SourceData } from "../shared/source.ts";
import type { ProviderWindow } from "./provider-window.ts";

export type Redirected =
  | { readonly kind: "approved"; readonly source: Source }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly error: ErrorResult };

/** Makes the source, sends the customer to the provider, and looks what became of it. */
export async function redirected(
  api: Api,
  data: SourceData,
  provider: ProviderWindow,
): Promise<Redirected> {
  const { source, error } = await api.create({ ...data, returnUrl: provider.returnUrl });
  if (source === undefined) {
    provider.close();
    return { kind: "failed", error };
  }
  provider.goTo(source.redirect?.redirectUrl ?? "");
  await provider.left;
  provider.close();
  const after = await api.retrieve(source.id, source.clientSecret);
  if (after.source === undefined) return { kind: "failed", error: after.error };
  if (rules.isApproved(after.source)) return { kind: "approved", source: after.source };
  return after.source.state === "failed"
    ? { kind: "failed", error: declined }
    : { kind: "cancelled" };
}

const declined: ErrorResult = {
  type: "conflict",
  errors: [{ code: "declined", message: "The payment was declined." }],
};
