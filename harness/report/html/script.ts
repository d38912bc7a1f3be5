/**
 * A convenience, never a need: a filter box over requirements and cases, folded parts that open when a link leads into
 * them, buttons that copy a command, and keys: j and k for the next and the previous failure, / for the filter. The page is
 * complete without it.
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
  document.querySelectorAll(".replay").forEach((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy " + line.querySelector("code").textContent);
    button.addEventListener("click", async () => {
      const text = line.querySelector("code").textContent;
      await navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; }, () => getSelection().selectAllChildren(line.querySelector("code")));
    });
    line.append(" ", button);
  });
  const failures = [...document.querySelectorAll("article.failure")];
  const go = (step) => {
    const at = failures.findIndex((node) => "#" + node.id === location.hash);
    const next = failures[at < 0 ? (step > 0 ? 0 : failures.length - 1) : at + step];
    if (next) location.hash = next.id;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    if (event.key === "j" || event.key === "n") go(1);
    else if (event.key === "k" || event.key === "p") go(-1);
    else if (event.key === "/") { event.preventDefault(); document.querySelector("#cases input, section[data-filter] input")?.focus(); }
  });
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
