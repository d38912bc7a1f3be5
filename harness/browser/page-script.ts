/** The page of a shop that loads the library: places for what the library mounts, and nothing else. */
export const pageDocument = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>A shop</title><link rel="icon" href="data:," /></head>
  <body>
    <main>
      <h1>A shop</h1>
      <div id="card-number"></div>
      <div id="card-expiration"></div>
      <div id="card-security-code"></div>
      <div id="drop-in"></div>
    </main>
  </body>
</html>`;

/**
 * Runs in the page, once the library is there. Elements are mounted for the fields that are to be filled; \`run\` calls a
 * method, with the first of them before its data where the method takes one; \`dropin\` mounts Drop-in and hears its events.
 */
export const pageScript = `window.headwater = (() => {
  const events = [];
  const made = (key) => new DigitalRiver(key, { locale: "en-US" });
  const types = { cardNumber: "cardnumber", expiration: "cardexpiration", securityCode: "cardcvv" };
  const places = { cardNumber: "card-number", expiration: "card-expiration", securityCode: "card-security-code" };
  let library;
  let first;
  const plain = (value) => value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  const told = (error) => String((error && error.message) || error);
  const attempt = async (work) => {
    try { return { value: plain(await work()) }; } catch (error) { return { thrown: told(error) }; }
  };
  return {
    events,
    mount: (key, fields) => attempt(() => {
      library = made(key);
      for (const field of fields) {
        const element = library.createElement(types[field]);
        element.mount(places[field]);
        first = first || element;
      }
    }),
    run: (act, data) => attempt(() => {
      if (act === "retrieveSource") return library.retrieveSource(data.sourceId, data.clientSecret);
      return first === undefined ? library[act](data) : library[act](first, data);
    }),
    dropin: (key, configuration) => attempt(() => {
      const heard = (name) => (data) => events.push({ name, data: plain(data) });
      const handlers = Object.fromEntries(
        ["onReady", "onSuccess", "onError", "onCancel"].map((name) => [name, heard(name)]));
      made(key).createDropin({ ...configuration, ...handlers }).mount("drop-in");
    }),
  };
})();`;
