/** One line of the table: what was measured, against what, and whether the budget is kept. */
export interface Figure {
  /** The budget's number in the table of the README. */
  readonly budget: string;
  readonly what: string;
  readonly measured: string;
  readonly reference: string;
  readonly bound: string;
  readonly kept: boolean;
}

/** A budget's bench: measures and returns its lines. */
export type Bench = () => Promise<Figure[]>;

export function table(figures: readonly Figure[]): string {
  const header = ["#", "what", "measured", "reference", "budget", "kept"];
  const rows = figures.map(({ budget, what, measured, reference, bound, kept }) => [
    budget,
    what,
    measured,
    reference,
    bound,
    kept ? "yes" : "NO",
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""].join("\n");
}
