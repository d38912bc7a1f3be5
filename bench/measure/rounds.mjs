/**
 * Runs every contestant once a round, each round in another order, and keeps what each cost. Machines are shared and
 * noisy: only the ratios within a round mean something.
 *
 * @param contestants With a name and `run`, which gives figures or, as `failed`, why there are none.
 * @returns The figures of each round by the contestant's name.
 */
export async function playRounds(contestants, count, onRun = () => {}) {
  const rounds = [];
  for (let round = 0; round < count; round += 1) {
    const figures = {};
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const { name, run } = contestants[(turn + round) % contestants.length];
      figures[name] = await run();
      onRun(round, name, figures[name]);
    }
    rounds.push(figures);
  }
  return rounds;
}

/** The median of one figure of one contestant; undefined when a run failed. */
export const medianOf = (rounds, name, figure) =>
  median(rounds.map((round) => round[name]?.[figure]));

/** The median of a figure's ratios to another contestant's, round by round. */
export const ratioOf = (rounds, name, figure, base) =>
  median(rounds.map((round) => round[name]?.[figure] / round[base]?.[figure]));

function median(values) {
  if (values.some((value) => !Number.isFinite(value))) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) / 2, sorted.length / 2];
  return (sorted[Math.floor(low)] + sorted[Math.floor(high)]) / 2;
}
