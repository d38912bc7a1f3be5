import { headlineOf, toneOf } from "../model/conclusion.ts";
import { fileNames } from "../model/file-names.ts";
import type { ResultSet, Tone } from "../model/result-set.ts";
import { oneLine } from "../../text/sanitize.ts";
import { widthOf } from "../../text/width.ts";

/** badge.svg, and badge.json in the form that shields.io reads from an endpoint. */
export function renderBadge(set: ResultSet) {
  const svg = fileNames[set.kind].badge;
  const badge = badgeOf(set);
  return [
    { name: svg, text: svgOf(badge) },
    {
      name: svg.replace(/svg$/, "json"),
      text: `${JSON.stringify({ schemaVersion: 1, ...badge }, null, 2)}\n`,
    },
  ];
}

interface Badge {
  readonly label: string;
  readonly message: string;
  /** As CSS writes it. */
  readonly color: string;
}

/** Dark enough for white letters on them. */
const colours: Readonly<Record<Tone, string>> = {
  good: "#1a7f37",
  bad: "#cf222e",
  open: "#6e7781",
  stale: "#9a6700",
};

function badgeOf({ subject, conclusion }: ResultSet): Badge {
  return {
    label: oneLine(subject.name),
    message: headlineOf(conclusion),
    color: colours[toneOf(conclusion)],
  };
}

function svgOf({ label, message, color }: Badge): string {
  const [left, right] = [pixelsOf(label), pixelsOf(message)];
  const text = (content: string, x: number, width: number) =>
    `<text x="${x + width / 2}" y="14" textLength="${width - 12}" lengthAdjust="spacingAndGlyphs">${escaped(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${escaped(`${label}: ${message}`)}">
  <title>${escaped(`${label}: ${message}`)}</title>
  <clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#r)">
    <rect width="${left}" height="20" fill="#3d444d"/>
    <rect x="${left}" width="${right}" height="20" fill="${color}"/>
  </g>
  <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
    ${text(label, 0, left)}
    ${text(message, left, right)}
  </g>
</svg>
`;
}

/** About as wide as Verdana writes it, with a margin. */
const pixelsOf = (text: string): number => Math.ceil(widthOf(text) * 6.8) + 12;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
