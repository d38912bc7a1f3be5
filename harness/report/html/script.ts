/**
 * A convenience, never a need: a filter box over requirements and cases, folded parts that open when a link leads into
 * them, and everything unfolded on paper. The page is complete without it.
 */
export const script = `
(() => {
  const open = (node) => { for (let at = node; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true; };
  const follow = () => {
    const goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal) { open(goal); goal.scrollIntoView(); }
  };
  addEventListener("hashchange", follow);
  follow();
  addEventListener("beforeprint", () => document.querySelectorAll("article details, details.area").forEach((node) => { node.open = true; }));
  document.querySelectorAll("section[data-filter]").forEach((section) => {
    const box = document.createElement("input");
    box.type = "search";
    box.placeholder = "Filter " + section.dataset.filter;
    box.setAttribute("aria-label", box.placeholder);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    section.querySelector("h2").append(box, said);
    const rows = [...section.querySelectorAll("tbody tr, details.case")].map((row) => [row, row.textContent.toLowerCase()]);
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      section.querySelectorAll("details.area").forEach((area) => {
        area.hidden = !area.querySelector("tbody tr:not([hidden])");
        if (words.length > 0) area.open = true;
      });
      said.textContent = words.length > 0 ? shown + " of " + rows.length : "";
    });
  });
})();
`;
