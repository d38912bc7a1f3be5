/**
 * The fewest of some things that still bring about what all of them do: found by halves, and where it takes some of
 * both halves, by leaving out one after the other. `isSo` is asked about each choice, and is true of all of them.
 */
export async function culprits<T>(
  all: readonly T[],
  isSo: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  if (all.length < 2) return all;
  const middle = Math.ceil(all.length / 2);
  for (const half of [all.slice(0, middle), all.slice(middle)]) {
    if (await isSo(half)) return culprits(half, isSo);
  }
  return needed(all, isSo);
}

async function needed<T>(
  all: readonly T[],
  isSo: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let left = all;
  for (const one of all) {
    const others = left.filter((each) => each !== one);
    if (await isSo(others)) left = others;
  }
  return left;
}
