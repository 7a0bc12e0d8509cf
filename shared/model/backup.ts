import { z } from "zod";
import { FileName } from "../piece.ts";
import type { StagedErase } from "./erase.ts";

/** Made daily by Regdesk, made by hand, or brought from elsewhere. */
export const BackupKind = z.enum(["daily", "by-hand", "brought", "before-update"]);
export type BackupKind = z.infer<typeof BackupKind>;

/** Of so many weeks the first daily backup is kept, too, beside the newest ones. */
export const WEEKLY_BACKUPS_KEPT = 5;

/** A copy of the database as it was, in one file. */
export const Backup = z.object({
  name: FileName,
  kind: BackupKind,
  /** Epoch milliseconds. */
  madeAt: z.number(),
  bytes: z.int().nonnegative(),
  /** Whether the history is in it, too. */
  withHistory: z.boolean(),
});
export type Backup = z.infer<typeof Backup>;

/** What is in a history. */
export const HistoryContents = z.object({
  /** The oldest that is kept, and until when it was observed, in epoch milliseconds; absent when there is nothing yet. */
  fromAt: z.number().optional(),
  toAt: z.number().optional(),
  bytes: z.int(),
});
export type HistoryContents = z.infer<typeof HistoryContents>;

/** What is in a database. */
export const DatabaseContents = z.object({
  /** Of the schema. */
  version: z.int(),
  registers: z.int(),
  changeRequests: z.int(),
  auditLines: z.int(),
  /** The latest line of the audit, in epoch milliseconds; absent when there is none. */
  latestAt: z.number().optional(),
  rules: z.int(),
  bytes: z.int(),
  /** Absent in a backup without it. */
  history: HistoryContents.optional(),
});
export type DatabaseContents = z.infer<typeof DatabaseContents>;

/** What going back to a backup would mean. */
export const RestorePreview = z.object({
  backup: Backup,
  then: DatabaseContents,
  /** Absent when the present database cannot be read. */
  now: DatabaseContents.optional(),
});
export type RestorePreview = z.infer<typeof RestorePreview>;

/** A backup that takes the database's place at the next start. */
export const StagedRestore = z.object({
  /** The backup's path. */
  backup: z.string(),
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Where the database of now will be. */
  setAside: z.string(),
  /** Where the history of now will be; absent when it stays as it is. */
  historySetAside: z.string().optional(),
});
export type StagedRestore = z.infer<typeof StagedRestore>;

/** What is being done with a backup, and how far it is, in bytes. */
export interface BackupProgress {
  readonly kind: "make" | "restore";
  readonly done: number;
  readonly all: number;
}

/** What can be said of backups at a moment. */
export interface BackupsState {
  readonly folder: string;
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** Bytes of the database on the disk, its journal included. */
  readonly databaseBytes: number;
  /** The same of the history. */
  readonly historyBytes: number;
  /** Absent while nothing is done, or nothing that takes long. */
  readonly progress: BackupProgress | undefined;
  readonly staged: StagedRestore | undefined;
  /** Everything is erased at the next start; then no restore waits. */
  readonly stagedErase: StagedErase | undefined;
}
