import { html } from "hono/html";

/** The document of a frame or a pop-up of the library: everything in it comes from its script. */
export async function frameDocument(): Promise<Response> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Payment</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/v1/css/frame.css" />
        <script type="module" src="/v1/frame.js"></script>
      </head>
      <body></body>
    </html>`;
  return new Response(String(text), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    },
  });
}

/** Card numbers are typed here: nothing is loaded from elsewhere, nothing is sent elsewhere. Any shop may frame it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors *",
].join("; ");
