/** Settings that are a number somebody writes: the least and the most of each are the model's own, written out, because the
 *  page must not build parsers. */
import { text } from "../../lib/messages/messages.ts";

export type NumberName =
  | "mostOpenRequests"
  | "mostRegisters"
  | "mostBodyBytes"
  | "mostRegistersPerRequest"
  | "mostNameBytes"
  | "mostConnections"
  | "mostRequestsPerSecond"
  | "historyDays"
  | "historyMinutesDays"
  | "historyMegabytes";

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly unit?: number;
  readonly none?: string;
  readonly atOnce?: boolean;
}

export function boundsOf(setting: NumberName): Bounds {
  const bounds: Readonly<Record<NumberName, Bounds>> = {
    mostOpenRequests: { least: 1, most: 100_000, atOnce: true },
    mostRegisters: { least: 1, most: 1_000_000 },
    mostBodyBytes: { least: 1_024, most: 64 << 20, unit: 1_024 },
    mostRegistersPerRequest: { least: 1, most: 100_000 },
    mostNameBytes: { least: 16, most: 4_096 },
    mostConnections: { least: 1, most: 65_535 },
    historyDays: { least: 1, most: 3_650, atOnce: true },
    historyMinutesDays: { least: 1, most: 3_650, atOnce: true },
    historyMegabytes: { least: 50, most: 1_000_000, atOnce: true },
    mostRequestsPerSecond: { least: 1, most: 100_000, none: text.settings.anyNumber },
  };
  return bounds[setting];
}
