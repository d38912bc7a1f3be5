/**
 * A convenience, never a need: the query over everything that the page lists, kept in its address; folded parts that open when a link
 * leads into them; buttons that copy a command; keys. The page is complete without it.
 */
export const script = String.raw`
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  // ---- what a query asks: s:failed r:DR-DETACH-1 p:core type:konbini words, each with - for its opposite
  const parse = (text) => [...text.toLowerCase().matchAll(/(-?)(?:([a-z][\w.-]*):)?("[^"]*"?|\S+)/g)]
    .map(([whole, not, key = "", value]) => ({ whole, not: not !== "", key, value: value.replaceAll('"', "") }))
    .filter((term) => term.value !== "");
  const escaped = (text) => text.replace(/[^\w]/g, "\\$&");
  const holds = (item, { key, value }) => {
    if (key === "s") return item.s.includes(value);
    if (key === "p") return item.p === value || item.p.endsWith("/" + value);
    if (key === "r") return new RegExp("(^|[^\\w-])" + escaped(value) + "(?!\\w)").test(item.r ?? item.text());
    return item.text().includes(key === "" ? value : key + "=" + value) || (key !== "" && item.text().includes(key + ":" + value));
  };
  const test = (terms) => {
    const alternatives = ["s", "p", "r"].map((key) => terms.filter((term) => term.key === key && !term.not)).filter((some) => some.length > 0);
    const needed = terms.filter((term) => term.not || !["s", "p", "r"].includes(term.key));
    return (item) => alternatives.every((some) => some.some((term) => holds(item, term))) && needed.every((term) => holds(item, term) !== term.not);
  };

  // ---- what it is asked of
  let known;
  const items = () => known ??= all("[data-s]:not(.lines), .lines li.case").map((node) => {
    let text;
    return {
      node,
      s: (node.dataset.s ?? node.closest(".lines").dataset.s).split(" "),
      p: (node.closest("[data-p]")?.dataset.p ?? "").toLowerCase(),
      r: node.dataset.r?.toLowerCase(),
      text: () => text ??= node.textContent.toLowerCase(),
    };
  });
  const boxes = all("[data-box]");
  const opened = new Set();

  // ---- the box for it
  const bar = document.querySelector(".bar-top");
  const input = make("input", { type: "search", placeholder: "s:failed r:DR-… text" });
  input.setAttribute("aria-label", "Query");
  const said = make("span", { className: "said" });
  said.setAttribute("role", "status");
  const none = make("section", { className: "nothing", hidden: true });
  document.getElementById("main").prepend(none);

  const show = (query) => {
    const terms = parse(query);
    if (input.value !== query) input.value = query;
    all(".chip").forEach((chip) => {
      if (terms.some(({ whole }) => whole === chip.dataset.term)) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    });
    const matches = terms.length === 0 ? () => true : test(terms);
    const alive = new Set();
    let cases = 0;
    for (const item of items()) {
      const found = matches(item);
      if (item.node.hidden === found) item.node.hidden = !found;
      if (!found) continue;
      if (item.node.classList.contains("case")) cases += 1;
      for (let at = item.node; at && !alive.has(at); at = at.parentElement) alive.add(at);
    }
    for (const box of boxes) {
      box.hidden = terms.length > 0 && !alive.has(box);
      if (box.tagName !== "DETAILS") continue;
      if (terms.length > 0 && !box.hidden && !box.open) { box.open = true; opened.add(box); }
      if (terms.length === 0 && opened.delete(box)) box.open = false;
    }
    said.textContent = terms.length === 0 ? "" : cases + " of " + all(".case").length;
    none.hidden = terms.length === 0 || alive.size > 0;
    if (!none.hidden) nothing(query, terms);
  };

  // ---- nothing found: what was meant, perhaps
  const distance = (a, b) => {
    let row = [...b, ""].map((_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length];
  };
  const words = {
    s: () => [...new Set(items().flatMap((item) => item.s))],
    p: () => [...new Set(items().map((item) => item.p).filter(Boolean))],
    r: () => [...new Set(items().flatMap((item) => item.r || []))],
  };
  const nothing = (query, terms) => {
    const wrong = terms.find((term) => !term.not && !items().some((item) => holds(item, term)));
    const near = wrong && Object.hasOwn(words, wrong.key)
      ? words[wrong.key]().map((word) => [distance(wrong.value, word), word]).filter(([far, word]) => far <= Math.max(2, word.length / 3)).sort(([a], [b]) => a - b)[0]?.[1]
      : wrong?.key === "" && words.s().includes(wrong.value) ? wrong.value : undefined;
    const key = wrong?.key === "" ? "s" : wrong?.key;
    const link = (label, text) => make("a", { href: address(text), textContent: label });
    none.replaceChildren(
      make("h2", {}, "Nothing matches ", make("code", { textContent: query })),
      ...(near === undefined ? [] : [make("p", {}, "Did you mean ", link(key + ":" + near, query.toLowerCase().replace(wrong.whole, key + ":" + near)), "?")]),
      make("p", {}, "A query has words, ", make("code", { textContent: "s:" }), " an outcome, ", make("code", { textContent: "r:" }), " a requirement or its area, ", make("code", { textContent: "p:" }), " a profile, ", make("code", { textContent: "type:konbini" }), " a choice of a case; ", make("code", { textContent: "-" }), " before one excludes it. ", link("Show everything", ""), "."),
    );
  };

  // ---- the address
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const address = (query, hash = "") => {
    const search = new URLSearchParams(location.search);
    if (query === "") search.delete("q"); else search.set("q", query);
    return location.pathname + (search.size > 0 ? "?" + search : "") + hash;
  };
  const go = (query, hash, way = "pushState") => {
    history[way]({}, "", address(query, hash));
    show(query);
  };
  // What is typed in one go is one entry of the history.
  input.addEventListener("input", () => {
    go(input.value, "", history.state?.typed ? "replaceState" : "pushState");
    history.replaceState({ typed: true }, "");
  });
  input.addEventListener("change", () => history.replaceState({}, ""));

  const goalOf = (hash) => { try { return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null; } catch { return null; } };
  const reveal = (goal) => {
    if (goal.closest("[hidden]")) go("", location.hash, "replaceState");
    for (let at = goal; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    goal.scrollIntoView();
  };
  const follow = () => { const goal = goalOf(location.hash); if (goal) reveal(goal); };
  addEventListener("hashchange", follow);
  addEventListener("popstate", () => { if (input.value !== asked()) show(asked()); });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.origin !== location.origin || link.pathname !== location.pathname) return;
    if (link.search === location.search && !link.dataset.term) return;
    event.preventDefault();
    const query = new URLSearchParams(link.search).get("q") ?? "";
    const isOn = link.getAttribute("aria-current") === "true";
    const others = parse(asked()).filter(({ key }) => key !== "s").map(({ whole }) => whole);
    const next = link.dataset.term ? [...(isOn ? [] : [link.dataset.term]), ...others].join(" ") : query;
    const goal = goalOf(link.hash);
    go(next, goal && !link.dataset.term ? link.hash : "");
    if (goal && !link.dataset.term && !goal.closest("[hidden]")) reveal(goal);
    else if (next !== "") (none.hidden ? all("#main > [data-box]").find((box) => !box.hidden) : none)?.scrollIntoView();
  });

  // ---- from failure to failure
  const step = (by) => {
    const shown = all("article.failure").filter((node) => !node.closest("[hidden]"));
    const at = shown.findIndex((node) => node.id === location.hash.slice(1) || node.contains(goalOf(location.hash)));
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (next) location.hash = next.id;
  };
  const button = (label, name, act) => {
    const node = make("button", { type: "button", textContent: label, title: name });
    node.setAttribute("aria-label", name);
    node.addEventListener("click", act);
    return node;
  };
  const single = make("input", { type: "checkbox", checked: true });
  const keys = make("details", { className: "keys" },
    make("summary", { textContent: "Keys" }),
    make("ul", {}, ...[["/", "query"], ["Esc", "show everything"], ["j", "next failure"], ["k", "previous failure"], ["?", "this list"]].map(([key, what]) => make("li", {}, make("kbd", { textContent: key }), " " + what))),
    make("label", {}, single, " single keys act"));
  if (bar) {
    const arrows = document.querySelector("article.failure") ? [button("Previous", "Previous failure", () => step(-1)), button("Next", "Next failure", () => step(1))] : [];
    bar.append(make("span", { className: "ask" }, input, said), make("span", { className: "steps" }, ...arrows, keys));
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      keys.open = false;
      if (asked() !== "" || input.value !== "") go("", "");
      input.blur();
    }
    if (!single.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    if (event.key === "j" || event.key === "n") step(1);
    else if (event.key === "k" || event.key === "p") step(-1);
    else if (event.key === "?") keys.open = !keys.open;
    else if (event.key === "/") { event.preventDefault(); input.focus(); input.select(); }
  });

  // ---- copying
  const copyable = (host, source) => {
    if (host.querySelector(":scope > button")) return;
    const copy = button("Copy", "Copy " + (host.matches(".replay") ? source.textContent : "the request as a command"), async () => {
      const text = source.textContent;
      const select = () => { getSelection().selectAllChildren(source); return document.execCommand("copy"); };
      const done = await (navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, select) : select());
      if (done) copy.textContent = "Copied";
    });
    host.append(" ", copy);
  };
  all(".check > .replay").forEach((host) => copyable(host, host.querySelector("code")));
  document.addEventListener("toggle", ({ target }) => {
    if (!target.open) return;
    if (target.matches(".curl")) copyable(target, target.querySelector("pre"));
    all(":scope > .replay", target).forEach((host) => copyable(host, host.querySelector("code")));
  }, true);

  if (asked() !== "") show(asked());
  follow();
})();
`;
