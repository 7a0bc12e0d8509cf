/** What of the history is exported, and which stretch of time that is. The text is that of `regdesk history`. */
import type { ExportAsked, ExportPage } from "#shared/contract/history.ts";
import { historyHead, historyLine, type HistoryFormat } from "#shared/history-text.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";

export const RANGES = ["hour", "day", "week", "all", "between"] as const;
export type RangeName = (typeof RANGES)[number];

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Exclude<RangeName, "between">, number>> = {
  ...{ hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR },
  all: Infinity,
};

export interface ExportRange {
  readonly name: RangeName;
  /** On this machine's calendar; they count for the range of that name. */
  readonly from: string;
  readonly to: string;
  readonly grain: HistoryFormat["grain"];
}

export type RangeFault = "missing" | "empty";

/** @returns the time that is meant, or what is wrong with it */
export function periodOf({ name, ...written }: ExportRange, now: number): Period | RangeFault {
  // What is just happening is to be in it, too: it was asked for after that.
  if (name !== "between") return { from: Math.max(0, now - LENGTHS[name]), to: now + 1 };
  const [from, to] = [new Date(written.from).getTime(), new Date(written.to).getTime()];
  if (Number.isNaN(from) || Number.isNaN(to)) return "missing";
  return from < to ? { from, to } : "empty";
}

/** So many names go into one question. */
const MOST_NAMES = 1_000;

/** The questions for an export: one, unless there are too many names for it. Without names it is of all registers. */
export function questionsFor(
  registers: readonly RegisterName[],
  grain: HistoryFormat["grain"],
  period: Period,
): ExportAsked[] {
  const asked = { ...period, grain };
  if (registers.length === 0) return [asked];
  const starts = Array.from({ length: Math.ceil(registers.length / MOST_NAMES) }, (_, index) => index * MOST_NAMES);
  return starts.map((start) => ({ ...asked, registers: registers.slice(start, start + MOST_NAMES) }));
}

export interface HistoryProgress {
  /** Registers that are written, of how many. */
  readonly done: number;
  readonly all: number;
  readonly lines: number;
}

/** The text in pieces, each with how far it goes. @param read asks the host for a page */
export async function* historyPieces(
  read: (query: ExportAsked) => Promise<ExportPage>,
  questions: readonly ExportAsked[],
  format: HistoryFormat,
): AsyncGenerator<HistoryProgress & { readonly text: string }> {
  yield { text: historyHead(format), done: 0, all: 0, lines: 0 };
  let [done, lines] = [0, 0];
  for (const [index, question] of questions.entries()) {
    /** Nobody knows yet how many registers later questions find; as many as they name at most. */
    const later = questions.slice(index + 1).reduce((sum, { registers }) => sum + (registers?.length ?? 0), 0);
    let page: ExportPage | undefined;
    do {
      page = await read({ ...question, ...(page?.next !== undefined && { cursor: page.next }) });
      lines += page.lines.length;
      const text = page.lines.map((line) => historyLine(line, format)).join("");
      yield { text, done: done + page.done, all: done + page.registers + later, lines };
    } while (page.next !== undefined);
    done += page.registers;
  }
}
