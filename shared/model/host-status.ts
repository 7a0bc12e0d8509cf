import { z } from "zod";
import { FleetStanding } from "./fleet-standing.ts";

/** Something true about the host that a technician may have to act on, in the form Kubernetes made common. */
export const Condition = z.object({
  type: z.enum([
    ...(["Storing", "Intact", "Listening", "Receiving", "Commandable", "Gate", "SourceFiles"] as const),
    ...(["Remembering", "Forgetting", "BackedUp"] as const),
  ]),
  status: z.boolean(),
  /** A word for programs, for example `disk-full`. */
  reason: z.string(),
  /** A sentence for people: what is so, and what to do. */
  message: z.string(),
  lastTransitionTime: z.number(),
});
export type Condition = z.infer<typeof Condition>;

/** An address of this machine that devices may be pointed at. */
export const ListenAddress = z.object({
  /** For example `http://192.168.1.42:8080`. */
  url: z.string(),
  /** The interface as the operating system names it, for example `eth0`. */
  interface: z.string(),
  /** Only this machine reaches it. */
  loopback: z.boolean(),
  /** VPN, container or other virtual interface: rarely the one devices can reach. */
  virtual: z.boolean(),
});
export type ListenAddress = z.infer<typeof ListenAddress>;

/** Who sends to the listener and how much. Times are epoch milliseconds. */
export const Sender = z.object({
  address: z.string(),
  userAgent: z.string().optional(),
  requests: z.int(),
  /** Registers it provided, refreshes included. */
  registers: z.int(),
  lastAt: z.number(),
  /** When it last asked for change requests; absent when it has not since Regdesk started. */
  askedForChangesAt: z.number().optional(),
});
export type Sender = z.infer<typeof Sender>;

/** A request the listener refused, kept so that the technician can tell the device's maker what to mend. */
export const Refusal = z.object({
  at: z.number(),
  address: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.int(),
  message: z.string(),
});
export type Refusal = z.infer<typeof Refusal>;

export const Arrivals = z.object({
  requests: z.int(),
  /** Registers provided per second, mean of the last five seconds. */
  registersPerSecond: z.number(),
  lastAt: z.number().optional(),
  /** Most recent first. */
  senders: z.array(Sender),
  /** Most recent first. */
  refusals: z.array(Refusal),
});
export type Arrivals = z.infer<typeof Arrivals>;

/** A setting that the command line or the environment outranks in this run. */
export const Overridden = z.enum([
  "listenHost",
  "listenPort",
  "logLevel",
  "mostRegisters",
  "mostBodyBytes",
  "mostRegistersPerRequest",
  "mostNameBytes",
  "mostConnections",
  "mostRequestsPerSecond",
]);
export type Overridden = z.infer<typeof Overridden>;

/** How the host came to run, and what it can do by itself. */
export const Runs = z.object({
  /** There is a desktop that can choose files and start Regdesk anew. */
  onDesktop: z.boolean(),
  /** What starts it anew by hand; absent where it can do so by itself, or where nobody said. */
  startCommand: z.string().optional(),
  /** The secrets of sources are sealed by the system's key store; else a file that only the user can read has them. */
  sealsSecrets: z.boolean(),
});
export type Runs = z.infer<typeof Runs>;

export const HostStatus = z.object({
  version: z.string(),
  /** The process that holds the data directory. */
  pid: z.int(),
  startedAt: z.number(),
  /** The host's wall clock when this was sent, so that a window can tell ages on the same clock. */
  now: z.number(),
  dataDirectory: z.string(),
  /** A document to try sources with, where the host can read it. */
  sampleSource: z.string(),
  /** The address that works from this machine, for example `http://127.0.0.1:8080`. */
  devicesUrl: z.string(),
  addresses: z.array(ListenAddress),
  registers: z.int(),
  revision: z.int(),
  arrivals: Arrivals,
  /** The demo site plays. */
  demo: z.boolean(),
  /** The settings that do not count in this run. */
  overridden: z.array(Overridden),
  runs: Runs,
  fleet: FleetStanding,
  conditions: z.array(Condition),
});
export type HostStatus = z.infer<typeof HostStatus>;
