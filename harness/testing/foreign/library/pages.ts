/**
 * A browser library that shares nothing with ours: it renders its elements into the page itself, its Drop-in is one frame of
 * plain fields without a label beside them, and its methods are those of a class.
 */
export const libraryScript = `(() => {
  const home = new URL(document.currentScript.src).origin;
  const post = async (key, path, body) => {
    const answer = await fetch(home + path, { method: "POST", body: JSON.stringify({ ...body, key }) });
    return answer.json();
  };
  class Field {
    constructor(kind) {
      this.input = document.createElement("input");
      const [name, completes] = { cardnumber: ["Card number", "cc-number"], cardexpiration: ["Expires (MM/YY)", "cc-exp"], cardcvv: ["CVC", "cc-csc"] }[kind];
      Object.assign(this.input, { placeholder: name, autocomplete: completes, id: "tiny-" + kind });
    }
    mount(place) { document.getElementById(place).append(this.input); }
    on() {}
  }
  const typed = () => {
    const value = (kind) => (document.getElementById("tiny-" + kind) || {}).value;
    return { number: value("cardnumber"), expires: value("cardexpiration"), cvv: value("cardcvv") };
  };
  const data = (of) => of.find((one) => !(one instanceof Field)) || {};
  window.DigitalRiver = class {
    constructor(key) { this.key = key; }
    createElement(kind) { return new Field(kind); }
    async createSource(...of) { return post(this.key, "/create", { data: data(of), typed: typed() }); }
    async retrieveSource(id, secret) { return post(this.key, "/retrieve", { id, secret }); }
    async authenticateSource(...of) { return post(this.key, "/authenticate", { data: data(of) }); }
    async updateSource(...of) { return post(this.key, "/update", { data: data(of), typed: typed() }); }
    createDropin(configuration) {
      const { onReady, onSuccess, onError, onCancel, ...rest } = configuration;
      const heard = { onReady, onSuccess, onError, onCancel };
      addEventListener("message", ({ data: { event, said } = {}, origin }) => {
        if (origin === home && heard[event]) heard[event](said);
      });
      return { mount: (place) => {
        const frame = document.createElement("iframe");
        frame.src = home + "/dropin#" + encodeURIComponent(JSON.stringify({ key: this.key, ...rest }));
        document.getElementById(place).append(frame);
      } };
    }
  };
})();`;

export const dropinPage = `<!doctype html>
<title>Pay</title>
<div id="card" hidden>
  <input inputmode="numeric" placeholder="Card number" id="number">
  <input aria-label="Expiry" id="expires">
  <input aria-label="CVC" id="cvc">
</div>
<label id="agreement" hidden>Remember this for next time <input type="checkbox" id="remember"></label>
<button>Pay now</button>
<script>
  const { key, sessionId, billingAddress: owner, options = {}, paymentMethodConfiguration: { enabledPaymentMethods: [type] } } =
    JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const tell = (event, said) => parent.postMessage({ event, said }, "*");
  const at = (id) => document.getElementById(id);
  at("card").hidden = type !== "creditCard";
  at("agreement").hidden = !options.showSavePaymentAgreement;
  const redirects = options.redirect && options.redirect.disableAutomaticRedirects;
  document.querySelector("button").onclick = async () => {
    if (type === "payPal" && !redirects) {
      const provider = open("about:blank", "_blank", "popup");
      const watch = setInterval(() => {
        if (!provider.closed) return;
        clearInterval(watch);
        tell("onCancel", { paymentMethod: type });
      }, 20);
      return;
    }
    const typed = { number: at("number").value, expires: at("expires").value, cvv: at("cvc").value };
    const body = JSON.stringify({ key, data: { type, sessionId, owner }, typed });
    const { source, error } = await (await fetch("/create", { method: "POST", body })).json();
    if (error) return tell("onError", { paymentMethod: type });
    const supportsStorage = ["creditCard", "payPalBilling"].includes(type);
    tell("onSuccess", { source, supportsStorage, readyForStorage: at("remember").checked && source.state === "chargeable" });
  };
  tell("onReady", { paymentMethodTypes: [type] });
</script>`;
