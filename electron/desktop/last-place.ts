/** Remembers where in the window the technician was, filters and all, so that it opens there again. */
import type { WebContents } from "electron";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { SECTIONS } from "#shared/sections.ts";
import type { Logger } from "../logging.ts";

/** A place is `#/registers?q=pump`; what is longer was pasted rather than chosen. */
const LONGEST = 2_000;

const Place = z
  .string()
  .max(LONGEST)
  .refine((place) => SECTIONS.some((section) => place === `#/${section}` || place.startsWith(`#/${section}?`)));

/** A place that cannot be read or written is a pity and no more: nothing fails for it. */
export class LastPlace {
  readonly #file: string;
  readonly #log: Logger;

  constructor(file: string, log: Logger) {
    this.#file = file;
    this.#log = log;
  }

  /** Nothing means the page's own beginning. */
  get remembered(): string {
    if (!existsSync(this.#file)) return "";
    try {
      return Place.safeParse(JSON.parse(readFileSync(this.#file, "utf8"))).data ?? "";
    } catch (error) {
      this.#log.warn({ err: error }, "last place not readable");
      return "";
    }
  }

  remember(contents: Pick<WebContents, "getURL">): void {
    const place = Place.safeParse(URL.parse(contents.getURL())?.hash).data;
    if (place === undefined) return;
    try {
      writeFileSync(this.#file, `${JSON.stringify(place)}\n`);
    } catch (error) {
      this.#log.warn({ err: error }, "last place not remembered");
    }
  }

  /** As if the window had never been open. */
  forget(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch (error) {
      this.#log.warn({ err: error }, "last place not forgotten");
    }
  }
}
