/** A mark for a payment method: a small card with its initials, in a colour that its name decides. */
export function icon(name: string): Response {
  const letters = name.replaceAll(/[^A-Za-z]/g, "");
  const capital = /^.+?([A-Z])/.exec(letters)?.[1] ?? letters.charAt(1);
  const text = `${letters.charAt(0)}${capital}`.toUpperCase();
  const hue = name.split("").reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="26" viewBox="0 0 40 26"><rect x=".5" y=".5" width="39" height="25" rx="5" fill="hsl(${hue} 45% 38%)" stroke="#0002"/><text x="20" y="17.5" font-family="system-ui,sans-serif" font-size="12" font-weight="600" fill="#fff" text-anchor="middle">${text}</text></svg>`;
  return new Response(svg, {
    headers: { "content-type": "image/svg+xml", "cache-control": "max-age=3600" },
  });
}
