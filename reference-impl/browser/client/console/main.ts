// Keeps the page of the sandbox as the sandbox is, without taking away what a person is at: open details stay open, the
// focus stays where it is.

const everyMs = 1500;

const live = document.querySelector("#live");

async function refresh(): Promise<void> {
  const response = await fetch(location.href).catch(() => undefined);
  document.body.classList.toggle("gone", response === undefined);
  if (live === null || response === undefined || !response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const section of page.querySelectorAll("#live > section")) replace(section);
}

function replace(section: Element): void {
  const old = document.getElementById(section.id);
  if (old === null) return;
  for (const open of old.querySelectorAll("details[open]"))
    section.querySelector(`#${open.id}`)?.setAttribute("open", "");
  if (old.outerHTML === section.outerHTML) return;
  const focused = old.contains(document.activeElement)
    ? document.activeElement?.getAttribute("aria-label")
    : undefined;
  old.replaceWith(section);
  if (typeof focused !== "string") return;
  section.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

setInterval(() => {
  if (!document.hidden) void refresh();
}, everyMs);
