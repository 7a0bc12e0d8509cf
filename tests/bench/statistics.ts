/** Medians and spread of repeated measurements. */

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share from 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How far the outermost values lie from the median, for example `±7 %`. */
export function spread(values: readonly number[]): string {
  const middle = median(values);
  const farthest = Math.max(...values.map((value) => Math.abs(value - middle)));
  return `±${((farthest / middle) * 100).toFixed(0)} %`;
}
