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
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0 auto; max-width: 68rem; padding: 2.5rem 1.5rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: .3rem 0 .6rem; font-weight: 650; display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: baseline; }
h2 { font-size: 1.3rem; margin: 2.8rem 0 .8rem; font-weight: 650; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: baseline; }
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
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .38rem .8rem .38rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.totals td, .totals th[scope=col] { text-align: right; font-variant-numeric: tabular-nums; }
.totals tbody td { font-weight: 600; } .totals td.zero { font-weight: 400; color: var(--soft); }
.totals .bars { width: 24%; min-width: 8rem; padding: .38rem 0 .38rem .6rem; vertical-align: middle; }
.bar { display: block; width: 100%; height: .6rem; border-radius: .2rem; background: var(--panel); }
rect.passed { fill: var(--passed); } rect.failed { fill: var(--failed); } rect.blocked, rect.untestable { fill: var(--blocked); }
rect.not-applicable { fill: var(--line); } rect.errored { fill: var(--errored); }
.facts { margin: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2rem; }
.facts div { display: flex; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); font-size: .93rem; }
.facts dt { color: var(--soft); flex: 0 0 8.5rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
nav ul { list-style: none; padding: 0; margin: 1.6rem 0 0; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; }
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
  .findings thead, .requirements thead { position: absolute; left: -100rem; }
  .findings tr, .findings th, .findings td, .requirements tr, .requirements th, .requirements td { display: block; width: auto !important; }
  .findings th, .findings td, .requirements th, .requirements td { border: 0; padding-block: .15rem; } .findings tr, .requirements tr { border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .findings .expected::before { content: "expected "; color: var(--soft); } .findings .actual::before { content: "actual "; color: var(--soft); }
  .totals .bars { display: none; } .totals td, .totals th { padding-right: .5rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --panel: #fff; --ink: #000; --soft: #444; --link: #000; --line: #bbb; --passed: #1b7038; --failed: #b3231b; --blocked: #8a5300; --untestable: #8a5300; --not-applicable: #555; --errored: #7a3a9c; --failed-ground: #fff; --passed-ground: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip, input[type=search], button, section[data-filter=cases], details:not([open]) { display: none; } .area:not([open]) { display: block; }
  .findings code { display: block; max-height: 9em; overflow: hidden; }
  .failure section.check:nth-of-type(n+4) { display: none; }
  .failure:has(section.check:nth-of-type(4))::after { content: "Further checks that show it stand in the file itself."; }
  section.check, tr, figure { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
}
`;
