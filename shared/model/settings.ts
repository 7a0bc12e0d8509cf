import { z } from "zod";
import { TimeOfDay } from "./hours.ts";

/** How loudly something is told outside of the window. */
export const Loudness = z.enum(["off", "badge", "notify"]);
export type Loudness = z.infer<typeof Loudness>;

/** How this installation behaves, whoever looks at it through whichever window. Durations are milliseconds. */
export const Settings = z.object({
  /** What closing the desktop's window does. */
  onClose: z.enum(["ask", "stay", "quit"]).default("ask"),
  startAtLogin: z.boolean().default(false),
  /** Starting at login opens no window. */
  startHidden: z.boolean().default(false),
  pendingChanges: Loudness.default("notify"),
  /** Nothing can be stored, nothing is received, and the like. */
  hostTrouble: Loudness.default("notify"),
  /** No notification between these times of day; absent means always. */
  quietHours: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable().default(null),
  /** Where devices reach Regdesk; taken up with the next start, and given way to by the command line. */
  listenHost: z.string().trim().min(1).max(255).nullable().default(null),
  listenPort: z.int().min(1).max(65_535).nullable().default(null),
  /** How many daily backups are kept. */
  backupsKept: z.int().min(1).max(100).default(7),
  logLevel: z.enum(["error", "warn", "info", "debug"]).default("warn"),
});
export type Settings = z.infer<typeof Settings>;

/** Some of them, to be changed. */
export const SettingsChange = z
  .object({
    onClose: Settings.shape.onClose.unwrap(),
    startAtLogin: Settings.shape.startAtLogin.unwrap(),
    startHidden: Settings.shape.startHidden.unwrap(),
    pendingChanges: Loudness,
    hostTrouble: Loudness,
    quietHours: Settings.shape.quietHours.unwrap(),
    listenHost: Settings.shape.listenHost.unwrap(),
    listenPort: Settings.shape.listenPort.unwrap(),
    backupsKept: Settings.shape.backupsKept.unwrap(),
    logLevel: Settings.shape.logLevel.unwrap(),
  })
  .partial();
export type SettingsChange = z.infer<typeof SettingsChange>;
