/** Whether devices can reach this machine, and who else is on its network. */
import { z } from "zod";

/** An address of this machine, tried out by connecting to it as a device would. */
export const ReachedAddress = z.object({
  url: z.string(),
  /** The interface as the operating system names it, for example `eth0`. */
  interface: z.string(),
  loopback: z.boolean(),
  virtual: z.boolean(),
  ok: z.boolean(),
  /** Why not, as a sentence. */
  message: z.string().optional(),
});
export type ReachedAddress = z.infer<typeof ReachedAddress>;

/** What lets devices through this machine's firewall. */
export const Firewall = z.object({
  system: z.enum(["windows", "macos", "linux"]),
  /** What is in charge here; on Linux, what is installed. */
  program: z.enum(["windows-firewall", "socketfilterfw", "ufw", "firewalld", "none"]),
  /** To be given by an administrator, one after the other. */
  commands: z.array(z.string()),
});
export type Firewall = z.infer<typeof Firewall>;

export const Reachability = z.object({
  at: z.number(),
  listening: z.boolean(),
  /** What it is bound to. */
  host: z.string(),
  port: z.int(),
  addresses: z.array(ReachedAddress),
  /** The last request that came from another machine since Regdesk started. */
  lastFromOutside: z.object({ at: z.number(), address: z.string() }).optional(),
  firewall: Firewall,
});
export type Reachability = z.infer<typeof Reachability>;

/** A port that Regdesk should listen on and cannot. */
export const PortConflict = z.object({
  port: z.int(),
  /** The program that uses it, where the operating system tells. */
  user: z.object({ pid: z.int(), name: z.string() }).optional(),
  /** The next port that is free. */
  free: z.int().optional(),
});
export type PortConflict = z.infer<typeof PortConflict>;

/** Another Regdesk on this network, as it announces itself. */
export const FoundPeer = z.object({
  /** For example `Regdesk on anna-laptop`. */
  name: z.string(),
  /** For example `http://192.168.1.20:8080`. */
  url: z.string(),
  host: z.string(),
  version: z.string().optional(),
});
export type FoundPeer = z.infer<typeof FoundPeer>;

export const Discovery = z.object({
  /** Whether this Regdesk is announced on the network. */
  announces: z.boolean(),
  /** Why nothing is announced or found although it should be, as a sentence. */
  trouble: z.string().optional(),
  peers: z.array(FoundPeer),
});
export type Discovery = z.infer<typeof Discovery>;
