export const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);

/** Measures several things in turn, round after round, so that what disturbs the machine disturbs all of them. */
export async function alternating<Name extends string>(
  measurements: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measurements) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) results[name].push(await measurements[name]());
  }
  return results;
}
