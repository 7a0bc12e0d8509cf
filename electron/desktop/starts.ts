/** Remembers starts that have not ended in order, so that a Regdesk whose window keeps crashing it can start afresh. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Logger } from "../logging.ts";

/** So many starts without an end … */
const CRASHES = 2;
/** … within this time, in milliseconds, are no accident: a flat battery comes once. */
const WITHIN = 5 * 60_000;

const Unended = z.array(z.number()).max(100);

/** What cannot be read or written is a pity and no more: nothing fails for it. */
export class Starts {
  readonly #file: string;
  readonly #log: Logger;

  constructor(file: string, log: Logger) {
    this.#file = file;
    this.#log = log;
  }

  /** Notes that Regdesk starts. @param now epoch milliseconds  @returns whether the last starts crashed, one after the other */
  begin(now: number): boolean {
    // A time that is yet to come is one of a clock that was set back.
    const unended = this.#read().filter((at) => at <= now && now - at < WITHIN);
    this.#write([...unended, now]);
    return unended.length >= CRASHES;
  }

  /** Notes that Regdesk ends as it should. */
  end(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch (error) {
      this.#log.warn({ err: error }, "good end not noted");
    }
  }

  #read(): number[] {
    if (!existsSync(this.#file)) return [];
    try {
      return Unended.safeParse(JSON.parse(readFileSync(this.#file, "utf8"))).data ?? [];
    } catch (error) {
      this.#log.warn({ err: error }, "earlier starts not readable");
      return [];
    }
  }

  #write(unended: readonly number[]): void {
    try {
      writeFileSync(this.#file, `${JSON.stringify(unended)}\n`);
    } catch (error) {
      this.#log.warn({ err: error }, "start not noted");
    }
  }
}
