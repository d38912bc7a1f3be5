import { claimableCurrencies } from "../../implementation/check-claims.ts";
import type { Api } from "../../requirements/types.ts";
import type { Patient } from "./ask.ts";
import { type Diagnosis, warning } from "./diagnosis.ts";
import { tryFixture } from "./try-fixture.ts";

/** Makes a checkout in each currency of the cases: what is claimed must be taken, and what is taken may be claimed. */
export async function tryCurrencies(api: Api, patient: Patient): Promise<void> {
  const { library } = patient.workspace;
  const { currencies: claimed } = patient.driver.target.claims;
  const checkout = library.fixtures.get(name);
  if (checkout?.api !== api || checkout.params["currency"] === undefined) return;
  for (const currency of claimableCurrencies(library)) {
    if (wasTried(currency, patient)) continue;
    const { finding } = await tryFixture(name, { currency }, patient);
    const said = saidOf(finding, currency, claimed);
    if (said !== undefined) patient.tell(said);
  }
}

const name = "checkout.payable";

const wasTried = (currency: string, { tried }: Patient): boolean =>
  tried.some((one) => one.name === name && one.params["currency"] === currency);

function saidOf(
  finding: Diagnosis,
  currency: string,
  claimed: ReadonlySet<string> | undefined,
): Diagnosis | undefined {
  const { sign, tried, came, about } = finding;
  if (about === "safety" || claimed?.has(currency) === true) return finding;
  if (sign === "ok") {
    return claimed === undefined
      ? finding
      : { ...finding, todo: `claims.currencies may name ${currency}` };
  }
  if (claimed !== undefined) return undefined;
  return warning(tried, came, `write claims.currencies without ${currency}, if it is not taken`);
}
