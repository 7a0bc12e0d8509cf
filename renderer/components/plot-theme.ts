/** What a plot takes from the theme. A canvas cannot use CSS variables, so they are read, and read again with every theme. */
import uPlot from "uplot";

export interface PlotTheme {
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly limit: string;
  readonly outside: string;
  readonly hatch: string;
  /** Of what expired or was taken back. */
  readonly gone: string;
  readonly surface: string;
  /** Behind a text in its lane. */
  readonly lane: string;
  readonly past: string;
  readonly font: string;
  readonly family: string;
  /** The font in pixels of the canvas, for what is not drawn by uPlot itself. */
  readonly canvasFont: string;
  readonly strokeWidth: number;
  /** One for each line. Dashes tell lines apart where colours do not. */
  readonly lines: readonly {
    readonly stroke: string;
    readonly dash: readonly number[];
    /** Of the band from the lowest to the highest. */
    readonly band: string;
  }[];
}

const LINES: readonly (readonly [token: string, dash: readonly number[]])[] = [
  ["--accent", []],
  ["--change", [8, 4]],
  ["--ok", [2, 3]],
  ["--late", [12, 3, 2, 3]],
  ["--bad", [5, 2]],
  ["--text", [1, 5]],
];

/** What the legend draws with. */
export const LINE_TOKENS = LINES.map(([token, dash]) => ({
  color: `var(${token})`,
  dash: dash.length > 0 ? dash.join(" ") : undefined,
}));

export function plotTheme(element: Element): PlotTheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const isBold = ["outdoor", "night"].includes(document.documentElement.dataset["theme"] ?? "");
  return {
    text: token("--text"),
    quiet: token("--text-quiet"),
    grid: token("--hairline"),
    limit: token("--late"),
    outside: token("--tint-late"),
    hatch: token("--border"),
    gone: token("--bad"),
    surface: token("--surface"),
    lane: token("--surface-selected"),
    past: token("--late"),
    family: style.fontFamily,
    font: `12px ${style.fontFamily}`,
    canvasFont: `${12 * uPlot.pxRatio}px ${style.fontFamily}`,
    strokeWidth: isBold ? 2.5 : 1.75,
    lines: LINES.map(([name, dash]) => ({ stroke: token(name), dash, band: `${token(name)}33` })),
  };
}
