import { createApi } from "../shared/api.ts";
import { breakFor } from "../shared/faults.ts";
import { textsFor } from "../shared/text.ts";
import { showButton } from "./button.ts";
import { askCustomer } from "./challenge.ts";
import type { Connection } from "./connection.ts";
import { connect, reportHeight } from "./connection.ts";
import { showDropin } from "./dropin/dropin.ts";
import { showField } from "./field.ts";
import { showInstructions } from "./instructions.ts";
import { beProviderWindow } from "./provider-window.ts";

if (location.pathname.endsWith("/window")) {
  const texts = textsFor(navigator.language);
  document.title = texts.working;
  beProviderWindow(texts.working, texts.closeWindow);
} else {
  void connect().then(start);
}

async function start(connection: Connection): Promise<void> {
  const { key, locale, component } = connection.setup;
  breakFor(key);
  const api = createApi(location.origin, key, locale);
  const texts = textsFor(locale);
  switch (component.kind) {
    case "field":
      return showField(connection, api, texts, component);
    case "button":
      return showButton(connection, api, texts, component);
    case "instructions":
      await showInstructions(connection, api, texts, component);
      return reportHeight(connection);
    case "challenge": {
      document.body.classList.add("card");
      reportHeight(connection);
      const status = await askCustomer(document.body, api, texts, component);
      return connection.send({ kind: "challenge-over", status });
    }
    case "dropin":
      return showDropin(connection, api, texts, component.configuration);
  }
}
