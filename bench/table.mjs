// The figures as text of at most 80 columns.

export function renderTable({ machine, date, rounds, cases, start, bundled, servers, sandbox }) {
  const { cpu, cores, memoryGb, system, node } = machine;
  return [
    `${date}: ${cores} cores (${cpu}), ${memoryGb} GB, ${system}, Node ${node.slice(1)}`,
    `${rounds} interleaved rounds; x: median of the ratios within a round; RSS: the`,
    "largest process of the run",
    ...cases.map(renderCases),
    ...(start === undefined ? [] : [renderStart(start)]),
    ...(bundled === undefined ? [] : [renderBundled(bundled)]),
    ...(servers === undefined ? [] : [renderServers(servers)]),
    ...(sandbox === undefined ? [] : [renderSandbox(sandbox)]),
  ].join("\n");
}

function renderCases({ cases, inFlight, rows }) {
  const noun = cases === 1 ? "1 case" : `${cases.toLocaleString("en")} cases`;
  const title = `${noun}, ${Math.min(inFlight, cases)} in flight`;
  return block(title, ["CPU x", "CPU s", "wall x", "wall s", "RSS MB"], rows, (row) => [
    times(row.cpuRatio),
    seconds(row.cpuMs),
    times(row.wallRatio),
    seconds(row.wallMs),
    whole(row.rssMb),
  ]);
}

const renderStart = (rows) =>
  block("start to exit", ["wall x", "wall s", "CPU s", "RSS MB"], rows, (row) => [
    times(row.wallRatio),
    seconds(row.wallMs),
    seconds(row.cpuMs),
    whole(row.rssMb),
  ]);

const renderBundled = ({ cases, exchanges, rows }) =>
  block(
    `${cases} bundled cases, ${exchanges} requests`,
    ["CPU x", "CPU s", "wall s", "RSS MB"],
    rows,
    (row) => [times(row.cpuRatio), seconds(row.cpuMs), seconds(row.wallMs), whole(row.rssMb)],
  );

const renderServers = (rows) =>
  block("server, CPU of a request", ["CPU x", "CPU us"], rows, (row) => [
    times(row.cpuRatio),
    whole(row.cpuUs),
  ]);

/** After nothing, and after each second tenth. */
const renderSandbox = ({ requests, rows }) =>
  block(
    `sandbox, RSS MB, ${requests.toLocaleString("en")} requests`,
    ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"],
    rows,
    ({ rssMb }) => rssMb.filter((_, step) => step % 2 === 0).map(whole),
  );

const block = (title, heads, rows, cells) =>
  [
    "",
    line(title, heads),
    ...rows.map((row) => line(`  ${row.name}`, row.failed ? ["failed"] : cells(row))),
  ].join("\n");

const line = (name, columns) =>
  `${name.padEnd(38)}${columns.map((text) => text.padStart(8)).join("")}`.trimEnd();

const times = (ratio) => (ratio === undefined ? "-" : ratio.toFixed(2));
const seconds = (ms) => (ms === undefined ? "-" : (ms / 1000).toFixed(2));
const whole = (value) => (value === undefined ? "-" : value.toFixed(0));
