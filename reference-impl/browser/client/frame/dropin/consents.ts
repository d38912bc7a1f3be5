import type { DropinOptions, Success } from "../../shared/messages.ts";
import type { Texts } from "../../shared/text.ts";
import { h } from "../dom.ts";

/** What the customer agrees to below the methods. */
export interface Consents {
  readonly root: HTMLElement;
  /** The agreement to save is asked for only where the method can be saved. */
  readonly suit: (method: { readonly supportsStorage?: boolean } | undefined) => void;
  readonly check: () => HTMLElement | undefined;
  readonly agreedToSave: () => boolean;
  readonly given: () => Pick<Success, "consents">;
  /** The words that the customer agreed to. */
  readonly terms: string;
}

export function consents(texts: Texts, options: DropinOptions): Consents {
  const isManaging = options.flow === "managePaymentMethods";
  const offersSaving = isManaging || options.showSavePaymentAgreement === true;
  const asksTerms = options.showTermsOfSaleDisclosure ?? !isManaging;
  const terms = isManaging ? texts.saveManaged : texts.save;
  const save = checkbox("save-agreement", terms);
  const sale = checkbox("terms-of-sale", texts.termsOfSale, ...links(texts, options));
  const boxes = [
    { ...save, isNeeded: () => isManaging && !save.root.hidden },
    { ...sale, isNeeded: () => asksTerms },
  ];
  save.root.hidden = true;
  sale.root.hidden = !asksTerms;
  return {
    root: h("div", { class: "consents" }, save.root, sale.root),
    suit: (method) => {
      save.root.hidden = !offersSaving || method?.supportsStorage !== true;
    },
    check: () => {
      const complaints = boxes.map(({ isNeeded, input, complain }) => {
        const isMissing = isNeeded() && !input.checked;
        complain(isMissing ? texts.mustAgree : undefined);
        return isMissing ? input : undefined;
      });
      return complaints.find((input) => input !== undefined);
    },
    agreedToSave: () => !save.root.hidden && save.input.checked,
    given: () => {
      if (!asksTerms) return {};
      const { checked } = sale.input;
      const has = (name: "eula" | "termsOfUse") =>
        checked && options.consents?.[name]?.url !== undefined;
      return {
        consents: { eula: has("eula"), termsOfUse: has("termsOfUse"), termsOfSale: checked },
      };
    },
    terms,
  };
}

function checkbox(id: string, text: string, ...more: readonly Node[]) {
  const input = h("input", { type: "checkbox", id, "aria-describedby": `${id}-error` });
  const error = h("p", { id: `${id}-error`, class: "error", "aria-live": "polite" });
  const complain = (wrong: string | undefined) => {
    error.textContent = wrong ?? "";
    input.setAttribute("aria-invalid", String(wrong !== undefined));
  };
  input.addEventListener("change", () => complain(undefined));
  const label = h("label", { for: id }, text);
  const beside = h("div", {}, label, ...more, error);
  return { root: h("div", { class: "consent" }, input, beside), input, complain };
}

/** The shop's own documents, which open beside the form. Only web addresses are linked. */
function links(texts: Texts, { consents: given = {} }: DropinOptions): readonly Node[] {
  const documents = [
    { url: given.eula?.url, text: texts.eula },
    { url: given.termsOfUse?.url, text: texts.termsOfUse },
  ];
  return documents.flatMap(({ url, text }) => {
    if (url === undefined || !/^https?:\/\//.test(url)) return [];
    const company = given.companyName === undefined ? "" : ` ${texts.termsOf(given.companyName)}`;
    return [h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text + company)];
  });
}
