import { readFile } from "node:fs/promises";
import path from "node:path";
import { X509Certificate } from "node:crypto";
import type { ConnectionDocument } from "../../specs/types/target.format.d.ts";
import type { ConnectionOptions } from "../http/connections.ts";
import type { Secret } from "../secrets/redact.ts";
import { withBrowserSteps } from "../browser/sender.ts";
import { createSender, type Sender } from "../http/send.ts";
import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import type { Target } from "./types.ts";
import type { Variables, VariableContext } from "./variables.ts";

/**
 * Opens the connections of a target: so many for each origin, as its file says; and a browser, where its steps need one.
 *
 * @param bundle The folder that takes screenshots of pages; absent: none are taken.
 */
export function openSender(
  { limits, connection, browser }: Target,
  connections: number,
  bundle?: string,
): Sender {
  const { timeoutMs, bodyBytes } = limits;
  const sender = createSender({ ...connection, connections, timeoutMs, bodyBytes });
  if (browser?.chromium.ok !== true) return sender;
  return withBrowserSteps(sender, {
    chromium: browser.chromium.value,
    timeoutMs: Math.max(timeoutMs, shortestPageMs),
    bundle,
  });
}

/** A page takes longer than a request: its script, its frames, and what a customer does. */
const shortestPageMs = 60_000;

/** What reading the key `connection` of a target file needs. */
export interface ConnectionContext extends VariableContext {
  readonly document: YamlDocument;
  readonly variables: Variables;
  /** Folder of the target file. */
  readonly folder: string;
  readonly report: (problem: Problem) => void;
}

/** Problems: FILE_UNREADABLE and FORMAT for the certificates, URL for the proxy. */
export async function readConnection(
  raw: ConnectionDocument,
  context: ConnectionContext,
): Promise<ConnectionOptions> {
  const ca = raw.ca === undefined ? undefined : await readCertificates(raw.ca, context);
  const proxy = raw.proxy === undefined ? undefined : readProxy(raw.proxy, context);
  return { ...(ca !== undefined && { ca }), ...(proxy !== undefined && { proxy }) };
}

async function readCertificates(
  raw: string,
  { document, variables, folder, report }: ConnectionContext,
): Promise<string | undefined> {
  const at = document.placeOf(["connection", "ca"]);
  const name = variables.fill(raw, ["connection", "ca"]);
  if (!variables.areSet(raw)) return undefined;
  const text = await readFile(path.resolve(folder, name), "utf8").catch(() => undefined);
  if (text === undefined) {
    report({
      code: "FILE_UNREADABLE",
      at,
      message: `there is no certificate file "${name}"`,
      hint,
    });
  } else if (!isCertificate(text)) {
    report({ code: "FORMAT", at, message: `"${name}" holds no certificate`, hint });
  }
  return text;
}

const hint = "a PEM file (-----BEGIN CERTIFICATE-----); its path counts from the target file";

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function readProxy(
  raw: string,
  { environment, document, variables, report }: ConnectionContext,
): ConnectionOptions["proxy"] {
  if (raw === "environment") return environmentProxies(environment);
  const url = variables.fill(raw, ["connection", "proxy"]);
  if (!variables.areSet(raw) || isProxyUrl(url)) return url;
  const at = document.placeOf(["connection", "proxy"]);
  const todo = "http://proxy.example:3128, or environment for HTTP_PROXY, HTTPS_PROXY and NO_PROXY";
  report({ code: "URL", at, message: `"${raw}" is no proxy`, hint: todo });
  return undefined;
}

const isProxyUrl = (url: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** As curl reads them; undefined where none is set. */
function environmentProxies(environment: ConnectionContext["environment"]) {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const [http, https, except] = [read("HTTP_PROXY"), read("HTTPS_PROXY"), read("NO_PROXY")];
  if (http === undefined && https === undefined) return undefined;
  return { ...(http && { http }), ...(https && { https }), ...(except && { except }) };
}

/** A proxy's URL may hold a password. */
export function proxySecrets({ proxy }: ConnectionOptions): readonly Secret[] {
  const urls = typeof proxy === "object" ? [proxy.http, proxy.https] : [proxy];
  return urls.flatMap((url) => {
    if (url === undefined || !URL.canParse(url)) return [];
    const { password } = new URL(url);
    return password === "" ? [] : [{ name: "PROXY_PASSWORD", value: decodeURIComponent(password) }];
  });
}
