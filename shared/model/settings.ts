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
  /** A device is offline, or another alarm is raised. */
  alarms: Loudness.default("notify"),
  /** How many times its time to live a register may be silent before its device counts for offline. */
  deviceGrace: z.number().min(1).max(10).default(1.5),
  /** No notification between these times of day; absent means always. */
  quietHours: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable().default(null),
  /** Where devices reach Regdesk; taken up with the next start, and given way to by the command line. */
  listenHost: z.string().trim().min(1).max(255).nullable().default(null),
  listenPort: z.int().min(1).max(65_535).nullable().default(null),
  /** Where this site or company keeps newer versions; nothing is looked for without one. */
  updateAddress: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  /** A newer version that nobody wants to hear of again. */
  ignoredUpdate: z.string().max(100).nullable().default(null),
  /** Regdesk is announced on the local network, where a colleague's Regdesk can find it. */
  announce: z.boolean().default(true),
  /** How many daily backups are kept. */
  backupsKept: z.int().min(1).max(100).default(7),
  logLevel: z.enum(["error", "warn", "info", "debug"]).default("warn"),
  /** How many change requests may wait or be under way at a time: more nobody can decide. */
  mostOpenRequests: z.int().min(1).max(100_000).default(10_000),
  /** What devices may take of the host; taken up with the next start, and given way to by the command line. */
  mostRegisters: z.int().min(1).max(1_000_000).default(100_000),
  mostBodyBytes: z
    .int()
    .min(1_024)
    .max(64 << 20)
    .default(1 << 20),
  /** Of one request: taking more would keep the others waiting. */
  mostRegistersPerRequest: z.int().min(1).max(100_000).default(10_000),
  mostNameBytes: z.int().min(16).max(4_096).default(1_024),
  /** Of one address. */
  mostConnections: z.int().min(1).max(65_535).default(2_048),
  /** Of one address; null means any number, because a bridge pushes for many devices. */
  mostRequestsPerSecond: z.int().min(1).max(100_000).nullable().default(null),
  /** For how many days every change of every register is kept, unless they take more than `historyMegabytes`. */
  historyDays: z.int().min(1).max(3_650).default(7),
  /** For how many days what they became in each minute is kept. */
  historyMinutesDays: z.int().min(1).max(3_650).default(90),
  /** The most that the history takes on the disk, in millions of bytes: the oldest changes go first. */
  historyMegabytes: z.int().min(50).max(1_000_000).default(1_000),
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
    alarms: Loudness,
    deviceGrace: Settings.shape.deviceGrace.unwrap(),
    quietHours: Settings.shape.quietHours.unwrap(),
    listenHost: Settings.shape.listenHost.unwrap(),
    listenPort: Settings.shape.listenPort.unwrap(),
    updateAddress: Settings.shape.updateAddress.unwrap(),
    ignoredUpdate: Settings.shape.ignoredUpdate.unwrap(),
    announce: Settings.shape.announce.unwrap(),
    backupsKept: Settings.shape.backupsKept.unwrap(),
    logLevel: Settings.shape.logLevel.unwrap(),
    mostOpenRequests: Settings.shape.mostOpenRequests.unwrap(),
    mostRegisters: Settings.shape.mostRegisters.unwrap(),
    mostBodyBytes: Settings.shape.mostBodyBytes.unwrap(),
    mostRegistersPerRequest: Settings.shape.mostRegistersPerRequest.unwrap(),
    mostNameBytes: Settings.shape.mostNameBytes.unwrap(),
    mostConnections: Settings.shape.mostConnections.unwrap(),
    mostRequestsPerSecond: Settings.shape.mostRequestsPerSecond.unwrap(),
    historyDays: Settings.shape.historyDays.unwrap(),
    historyMinutesDays: Settings.shape.historyMinutesDays.unwrap(),
    historyMegabytes: Settings.shape.historyMegabytes.unwrap(),
  })
  .partial();
export type SettingsChange = z.infer<typeof SettingsChange>;
