/** One style sheet for screen and paper, light and dark. Every text colour has a contrast of at least 4.5 to its ground. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --panel: #f4f4f0; --line: #dcdcd5; --ink: #1f2428; --soft: #575e66; --link: #0b57a4;
  --passed: #1b7038; --failed: #b3231b; --blocked: #8a5300; --untestable: #8a5300; --not-applicable: #606870; --errored: #7a3a9c;
  --failed-ground: #fdf0ee; --passed-ground: #eef6ef;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --panel: #1d2125; --line: #363c42; --ink: #e3e5e6; --soft: #a3abb3; --link: #83b8f0;
    --passed: #6cc283; --failed: #f58e85; --blocked: #e0ad5c; --untestable: #e0ad5c; --not-applicable: #a3abb3; --errored: #cf9ce8;
    --failed-ground: #2d1d1c; --passed-ground: #1a2a1f;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0 auto; max-width: 68rem; padding: 2.5rem 1.5rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: .3rem 0 .6rem; font-weight: 650; display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: baseline; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .6rem; font-weight: 650; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: baseline; }
h3 { font-size: 1.08rem; margin: 0 0 .3rem; font-weight: 650; }
h4 { font-size: 1rem; margin: 0 0 .3rem; font-weight: 600; }
p { margin: .4rem 0; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .4rem .8rem; z-index: 1; }
.product { margin: 0; color: var(--soft); font-size: .88rem; }
.badge { display: inline-block; padding: .05em .5em .1em; border: 2px solid; border-radius: .3em; }
.target { overflow-wrap: anywhere; }
header.good .badge, header .badge.gate.good { color: var(--passed); }
header.bad .badge, header .badge.gate.bad { color: var(--failed); }
header.open .badge, header .badge.gate.open, header .badge.gate.stale { color: var(--blocked); }
.badge.gate { font-size: 1.1rem; }
.sentence { font-size: 1.12rem; }
.reasons { margin: .3rem 0; padding-left: 1.2rem; color: var(--soft); }
.note, .meta, cite, .count, .elsewhere { color: var(--soft); font-size: .9rem; }
cite { font-style: normal; }
cite::before { content: "\\2014\\00a0"; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin: 0 0 .6rem; }
.icon { width: .82em; height: .82em; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.04em; }
.sheet { position: absolute; width: 0; height: 0; }
.mark { white-space: nowrap; font-weight: 600; font-size: .9rem; }
.mark.passed, td.passed { color: var(--passed); } .mark.failed, td.failed { color: var(--failed); }
.mark.blocked, td.blocked { color: var(--blocked); } .mark.untestable, td.untestable { color: var(--untestable); }
.mark.not-applicable, td.not-applicable { color: var(--not-applicable); } .mark.errored, td.errored { color: var(--errored); }
.level { font-size: .72rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .05rem .35rem; white-space: nowrap; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .38rem .8rem .38rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.totals td, .totals th[scope=col] { text-align: right; font-variant-numeric: tabular-nums; }
h2#totals, h2#areas { margin-top: 1.4rem; } .totals tbody td { font-weight: 600; } .totals td.zero { font-weight: 400; color: var(--soft); }
.totals .bars { width: 24%; min-width: 8rem; padding: .38rem 0 .38rem .6rem; vertical-align: middle; }
.bar { display: block; width: 100%; height: .6rem; border-radius: .2rem; background: var(--panel); }
rect.passed { fill: var(--passed); } rect.failed { fill: var(--failed); } rect.blocked, rect.untestable { fill: var(--blocked); }
rect.not-applicable { fill: var(--line); } rect.errored { fill: var(--errored); }
.facts { margin: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2rem; }
.facts div { display: flex; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); font-size: .93rem; }
.facts dt { color: var(--soft); flex: 0 0 8.5rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
nav ul { list-style: none; padding: 0; margin: 1.6rem 0 0; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; }
.bar-top { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .4rem .9rem; align-items: center; margin: 1.2rem 0 0; padding: .5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); font-size: .92rem; }
.verdict-word { font-weight: 650; text-decoration: none; white-space: nowrap; }
.good .verdict-word { color: var(--passed); } .bad .verdict-word { color: var(--failed); } .open .verdict-word, .stale .verdict-word { color: var(--blocked); }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; padding: 0; }
.chip { display: block; padding: .05rem .55rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none; background: var(--panel); }
.chip:hover { border-color: var(--soft); } .chip[aria-current] { border-color: currentColor; background: var(--ground); box-shadow: inset 0 0 0 1px currentColor; color: var(--ink); }
.ask { display: flex; flex: 1 1 14rem; gap: .5rem; align-items: center; } .ask input { flex: 1; min-width: 8rem; } .said { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.steps { display: flex; gap: .35rem; align-items: center; position: relative; }
.keys summary { color: var(--soft); font-size: .85rem; } .keys[open] > :not(summary) { display: block; }
.keys ul { position: absolute; right: 0; top: 100%; margin: .3rem 0 0; padding: .7rem 1rem 2.4rem; list-style: none; width: 13rem; background: var(--panel); border: 1px solid var(--line); border-radius: .35rem; }
.keys label { position: absolute; right: 0; top: calc(100% + 8.7rem); width: 13rem; padding: 0 1rem; font-size: .85rem; }
kbd { display: inline-block; min-width: 1.6em; text-align: center; border: 1px solid var(--soft); border-radius: .25rem; padding: 0 .3rem; font: .85em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.totals th:first-child { text-align: left !important; } .areas th[scope=row] { white-space: nowrap; width: 40%; } .areas td a { color: inherit; } .areas th a { color: inherit; text-decoration-color: var(--line); } .areas td, .areas th { padding-block: .22rem; }
.reasons-more { color: var(--soft); font-size: .93rem; }
.first-cause { border-left: 4px solid var(--failed); padding-left: 1rem; margin: 0 0 1.4rem; } .first-cause h3 .what { display: block; font-weight: 400; font-size: .95rem; margin-top: .2rem; }
.title { display: flex; gap: 1rem; justify-content: space-between; } .neighbours { white-space: nowrap; font-size: .85rem; } .neighbours a { color: var(--soft); margin-left: .5rem; }
.name, .evidence, .verdict { margin: .2rem 0; } .evidence { font-size: .93rem; } a.proof { color: inherit; text-decoration-color: var(--line); } .evidence .answer b { color: var(--ink); } .evidence .answer { color: var(--soft); }
.excerpt { margin: .3rem 0 .6rem; font-size: .8em; }
pre b { font-weight: 400; color: var(--link); } pre i { font-style: normal; color: var(--errored); } pre em { font-style: normal; color: var(--soft); }
mark { background: var(--failed-ground); color: var(--failed); outline: 1px solid currentColor; outline-offset: 1px; border-radius: .15rem; } mark b, mark i, mark em { color: inherit; }
ins { text-decoration: none; color: var(--passed); background: var(--passed-ground); border-radius: .15rem; padding: 0 .2em; }
u { text-decoration: none; font: .8em/1 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--blocked); border: 1px solid var(--line); border-radius: .2rem; padding: .05em .3em; margin-left: .3em; background: var(--ground); }
.values { font-size: .88rem; margin: .1rem 0; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
.timeline { list-style: none; margin: .6rem 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); }
.timeline > li { position: relative; padding: .1rem 0 .6rem; } .timeline > li::before { content: ""; position: absolute; left: calc(-1rem - 6px); top: .62rem; width: 10px; height: 10px; border-radius: 50%; background: var(--line); } .timeline > li.wrong::before { background: var(--failed); }
.phase { margin: 0; } .curl { margin: 0 0 1rem; font-size: .93rem; } .curl button { margin-top: .3rem; }
.lines ul { list-style: none; margin: .3rem 0 1rem; padding: 0; } .lines > summary { padding: .3rem 0; }
.lines li, .checks li { display: block; } .lines li { padding: .25rem 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3rem; } .lines small { display: block; color: var(--soft); font-size: .82rem; }
.case:target, .check:target { background: var(--panel); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.grid th:not(:first-child), .grid td { text-align: center; padding-inline: .5rem; } .grid thead th { position: sticky; top: 0; background: var(--ground); white-space: normal; vertical-align: bottom; max-width: 9rem; }
.grid tbody th:first-child { min-width: 18rem; } .grid td.failed { background: var(--failed-ground); } .grid td.passed { background: var(--passed-ground); } .grid .icon { width: 1em; height: 1em; }
.area-row td { padding-top: .9rem; border-bottom-width: 2px; white-space: nowrap; } .area-row th { padding-top: .9rem; font-weight: 650; border-bottom-width: 2px; } .legend .mark { margin-right: .8rem; }
.summary td, .summary th { padding-right: 1.1rem; } .summary .bars { min-width: 8rem; width: 16%; } .tone { white-space: nowrap; font-weight: 600; } .tone.good { color: var(--passed); } .tone.bad { color: var(--failed); } .tone.open, .tone.stale { color: var(--blocked); }
.trend { max-width: 40rem; margin: .6rem 0 1.2rem; } .trend svg { width: 100%; display: block; } .trend text { font-size: 8px; fill: var(--soft); } .trend .axis { stroke: var(--line); fill: none; } .trend polyline { fill: none; stroke: var(--link); stroke-width: 1.5; } .trend circle { fill: var(--link); }
.sides { table-layout: fixed; } .sides th:first-child { width: 30%; } .sides th .what { display: block; } .sides td p { margin: .15rem 0; } .found { font-size: .88rem; }
.moment { white-space: nowrap; } .bar + .bar { margin-top: .15rem; }
.nothing { padding: 1rem 0; } .nothing h2 { margin-top: 0; display: block; }
article { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: .35rem; padding: 1rem 1.2rem; margin: 0 0 1.1rem; }
article.failure { border-left-color: var(--failed); } article.cause { border-left-color: var(--blocked); }
section.check { border-top: 1px solid var(--line); padding: .8rem 0 .6rem; }
.demand { margin: .2rem 0 .5rem; }
.findings th[scope=row] { width: 26%; } .findings td { width: 37%; }
.findings td { padding: .38rem .6rem; }
.findings .expected { background: var(--passed-ground); } .findings .actual { background: var(--failed-ground); }
.findings code, .reason code { white-space: pre-wrap; }
details > summary { cursor: pointer; padding: .25rem 0; }
details > summary::marker { color: var(--soft); }
summary:hover { color: var(--link); }
.number { display: inline-block; min-width: 1.7em; padding: 0 .35em; text-align: center; font-size: .8rem; font-variant-numeric: tabular-nums; color: var(--soft); background: var(--panel); border: 1px solid var(--line); border-radius: .25rem; }
a.number { color: var(--link); text-decoration: none; }
.exchange { margin: .3rem 0; } .exchange .answer { color: var(--soft); white-space: nowrap; } .exchange .answer b { color: var(--ink); }
.exchange:target > summary { background: var(--panel); }
.messages { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: .8rem; margin: .4rem 0 1rem; }
figure { margin: 0; min-width: 0; } figcaption { color: var(--soft); font-size: .85rem; margin-bottom: .2rem; }
pre { margin: 0; padding: .7rem .9rem; background: var(--panel); border: 1px solid var(--line); border-radius: .35rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 32rem; overflow-y: auto; }
button { font: inherit; font-size: .85rem; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .3rem; padding: .1rem .5rem; cursor: pointer; }
.failure:target { border-color: var(--link); }
.context { border-top: 1px solid var(--line); padding-top: .4rem; } .context > summary { color: var(--soft); }
.elsewhere { margin: .3rem 0; padding-left: 1.1rem; }
.replay { margin: .6rem 0 0; } .replay code { background: var(--panel); border: 1px solid var(--line); border-radius: .25rem; padding: .15rem .4rem; }
.names, .checks { list-style: none; margin: 0; padding: 0; } .checks li { padding: .25rem 0; }
.ids { display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
.names li + li { margin-top: .15rem; }
.area > summary, .case > summary, .warning > summary { border-bottom: 1px solid var(--line); padding: .4rem 0; }
.area { margin-bottom: .4rem; } .tally { margin-left: .5rem; } .tally .mark { margin-right: .6rem; }
.requirements { table-layout: fixed; min-width: 46rem; } .requirements th:first-child { width: 8.5rem; } .requirements th:nth-child(2) { width: 13rem; } .requirements th:nth-child(4) { width: 30%; }
.requirements td:last-child { font-size: .88rem; } .requirements td em { color: var(--soft); font-size: .88rem; }
.requirements tr:target, .case:target > summary { background: var(--panel); }
.case > :not(summary), .warning > :not(summary) { margin-left: 1.1rem; }
.what { color: var(--soft); } .case > summary code { margin: 0 .3rem; }
input[type=search] { font: inherit; font-size: .9rem; font-weight: 400; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .3rem; padding: .2rem .5rem; width: 15rem; }
h2 [role=status] { font-size: .85rem; font-weight: 400; color: var(--soft); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  .requirements { min-width: 0; }
  body { padding: 1.2rem .9rem 3rem; } h1 { font-size: 1.5rem; } article { padding: .8rem; } .facts div { flex-direction: column; gap: 0; } .facts dt { flex: none; }
  .sides thead { position: absolute; left: -100rem; } .sides tr, .sides th, .sides td { display: block; width: auto !important; border: 0; padding-block: .15rem; } .sides tr { border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .sides .before::before { content: "before "; color: var(--soft); } .sides .after::before { content: "after "; color: var(--soft); }
  .findings thead, .requirements thead { position: absolute; left: -100rem; }
  .findings tr, .findings th, .findings td, .requirements tr, .requirements th, .requirements td { display: block; width: auto !important; }
  .findings th, .findings td, .requirements th, .requirements td { border: 0; padding-block: .15rem; } .findings tr, .requirements tr { border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .findings .expected::before { content: "expected "; color: var(--soft); } .findings .actual::before { content: "actual "; color: var(--soft); }
  .totals .bars, .summary .bars { display: none; } .grid tbody th:first-child { min-width: 0; } .grid thead th { font-size: .72rem; } .grid th:not(:first-child), .grid td { padding-inline: .2rem; } .moment { white-space: normal; } .bar-top { gap: .3rem; padding: .35rem 0; } .verdict-word { display: none; } .ask { flex: 1 1 40%; } .ask input { min-width: 5rem; } .steps button { padding: .1rem .3rem; } .chips { flex-wrap: nowrap; overflow-x: auto; max-width: 100%; } .keys { display: none; } .areas th[scope=row] { white-space: normal; } .totals td, .totals th { padding-right: .5rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --panel: #fff; --ink: #000; --soft: #444; --link: #000; --line: #bbb; --passed: #1b7038; --failed: #b3231b; --blocked: #8a5300; --untestable: #8a5300; --not-applicable: #555; --errored: #7a3a9c; --failed-ground: #fff; --passed-ground: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip, .bar-top, .neighbours, button, .listing, details:not([open]) { display: none; } .area:not([open]) { display: block; }
  .findings code { display: block; max-height: 9em; overflow: hidden; }
  .failure section.check:nth-of-type(n+3), .failure section.check:nth-of-type(n+2) .excerpt, .replay, .later, li[data-s=warning], .requirements tbody tr:not([data-s^=failed]), .requirements td:last-child, .requirements th:last-child { display: none; }
  .failure:has(section.check:nth-of-type(3))::after { content: "Further checks that show it stand in the file itself."; }
  .excerpt { max-height: 14em; overflow: hidden; } article { padding: .5rem .8rem; margin-bottom: .6rem; } section.check { padding: .3rem 0; } .first-cause .excerpt { display: none; } .reason code { display: block; max-height: 4.5em; overflow: hidden; }
  section:has(> article.later)::after, section:has(> * > article.later)::after { content: "Further ones stand in the file itself."; }
  section.check, tr, figure { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
}
`;
