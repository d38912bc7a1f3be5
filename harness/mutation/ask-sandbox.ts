import { request } from "undici";

/** What the control surface answered: its status and its body as text. */
export interface SandboxAnswer {
  readonly status: number;
  readonly text: string;
}

/** One request to the control surface. A connection that went away unused meanwhile says nothing: it is asked once more. */
export async function askSandbox(
  url: string,
  options: { readonly method?: "DELETE" | "GET" | "POST"; readonly body?: string } = {},
): Promise<SandboxAnswer> {
  try {
    return await askOnce(url, options);
  } catch {
    return askOnce(url, options);
  }
}

async function askOnce(url: string, options: Parameters<typeof askSandbox>[1] = {}) {
  const response = await request(url, options);
  return { status: response.statusCode, text: await response.body.text() };
}
