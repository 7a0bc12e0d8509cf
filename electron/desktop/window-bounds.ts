/** Remembers where the window was, so that it opens where the technician left it. */
import type { Rectangle } from "electron";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Logger } from "../logging.ts";

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const;
export const MINIMUM_SIZE = { width: 960, height: 600 } as const;

/** How much of the title bar must lie on a display for the window to be within reach of the mouse, in pixels. */
const REACHABLE = { width: 100, height: 20 } as const;

const Remembered = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(MINIMUM_SIZE.width),
  height: z.int().min(MINIMUM_SIZE.height),
  maximized: z.boolean(),
});
export type Remembered = z.infer<typeof Remembered>;

/** A position that cannot be read or written is a pity and no more: nothing fails for it. */
export class WindowBounds {
  readonly #file: string;
  readonly #log: Logger;

  constructor(file: string, log: Logger) {
    this.#file = file;
    this.#log = log;
  }

  /** What was remembered, unless the display it was on is gone. */
  remembered(workAreas: readonly Rectangle[]): Remembered | undefined {
    const bounds = Remembered.safeParse(this.#read()).data;
    return bounds && workAreas.some((area) => isReachable(bounds, area)) ? bounds : undefined;
  }

  remember(bounds: Remembered): void {
    try {
      writeFileSync(this.#file, `${JSON.stringify(bounds)}\n`);
    } catch (error) {
      this.#log.warn({ err: error }, "window position not remembered");
    }
  }

  /** As if the window had never been open. */
  forget(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch (error) {
      this.#log.warn({ err: error }, "window position not forgotten");
    }
  }

  #read(): unknown {
    if (!existsSync(this.#file)) return undefined;
    try {
      return JSON.parse(readFileSync(this.#file, "utf8"));
    } catch (error) {
      this.#log.warn({ err: error }, "window position not readable");
      return undefined;
    }
  }
}

function isReachable(bounds: Remembered, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const below = area.y + area.height - bounds.y;
  return width >= REACHABLE.width && bounds.y >= area.y && below >= REACHABLE.height;
}
