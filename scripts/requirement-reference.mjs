// What specs/requirements/ demand, as pages for people: one line for each requirement.

/**
 * The requirements by the page that states them, the pages about payment sources first.
 *
 * @param {readonly object[]} requirements As they stand in the files.
 * @param {Readonly<Record<string, {title: string, url: string, authority: string}>>} pages
 */
export function requirementReference(requirements, pages) {
  const sections = Object.entries(pages).map(([key, { title, url }]) => {
    const own = requirements.filter(({ cite }) => cite.page === key);
    return own.length === 0 ? [] : [`## ${title}`, `<${url}>`, own.map(lineOf).join("\n")];
  });
  return sections.flat().join("\n\n");
}

const lineOf = ({ id, level, statement, testable }) =>
  `- **${id}** ${level}: ${escaped(statement)}${ways[testable]}`;

const ways = { http: "", browser: " _(in a browser)_", no: " _([not tested](not-tested.md))_" };

/** The requirements on which no check can be, with the reason of each, those that bind most first. */
export function untestedReference(requirements) {
  const levels = [
    ["must", "Of level must"],
    ["should", "Of level should"],
    ["may", "Of level may"],
  ];
  const sections = levels.map(([level, title]) => {
    const all = requirements.filter((one) => one.level === level);
    const own = all.filter(({ testable }) => testable === "no");
    if (own.length === 0) return [];
    const lines = own.map(
      ({ id, statement, reason }) => `- **${id}**: ${escaped(statement)} _${escaped(reason)}_`,
    );
    return [`### ${title}`, `${own.length} of ${all.length} requirements:`, lines.join("\n")];
  });
  return sections.flat().join("\n\n");
}

/** Text in which Markdown would see signs of its own. */
const escaped = (text) => text.replaceAll(/[*<>[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&");
