/**
 * Few sets of names in which every two names meet in every way: both, one, the other, neither.
 *
 * The first set holds every name. Each name is missing from more than half of the sets after it, each from another
 * half; so two names are missing together somewhere, and each is somewhere without the other (Kleitman and Spencer,
 * "Families of k-independent sets", 1973; nothing smaller exists).
 */
export function pairwise<T>(names: readonly T[]): readonly (readonly T[])[] {
  let sets = 1;
  while (halves(sets).length < names.length) sets += 1;
  const missing = halves(sets);
  const rows = Array.from({ length: sets }, (_, row) =>
    names.filter((_name, index) => missing[index]?.includes(row) === false),
  );
  return [names, ...rows];
}

function halves(sets: number): readonly (readonly number[])[] {
  return subsets(sets, Math.ceil((sets + 1) / 2));
}

/** Every set of `size` of the numbers below `count`. */
function subsets(count: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  if (count < size) return [];
  const last = count - 1;
  return [...subsets(last, size), ...subsets(last, size - 1).map((subset) => [...subset, last])];
}
