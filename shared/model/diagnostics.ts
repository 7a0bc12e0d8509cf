import { z } from "zod";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line of the log. */
export interface LogLine {
  /** Counted from 1 within a run. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly level: LogLevel;
  /** The part of the host that wrote it. */
  readonly room: string;
  readonly message: string;
  /** Whatever else it says, as JSON text; absent when that is nothing. */
  readonly details?: string;
}

/** What of a bundle may leave the site. Tokens are never in it. */
export const BundleChoice = z.object({
  /** Values of registers and of change requests. */
  withValues: z.boolean().default(false),
  /** Addresses of devices and of this machine, instead of `address-1`, `address-2`. */
  withAddresses: z.boolean().default(false),
});
export type BundleChoice = z.infer<typeof BundleChoice>;

/** A file of a bundle, and how it begins. */
export const BundleFile = z.object({ name: z.string(), bytes: z.int(), head: z.string() });
export type BundleFile = z.infer<typeof BundleFile>;
