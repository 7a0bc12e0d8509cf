import { z } from "zod";
import { Filter } from "../filter.ts";
import { Schedule } from "./schedule.ts";

/** A DNS label, because it becomes part of file names, addresses and metrics. */
export const SourceName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a source's name has at most 63 small letters, digits and dashes, and no dash at its ends, for example plant-catalog",
  )
  .brand<"SourceName">();
export type SourceName = z.infer<typeof SourceName>;

const Url = z.url({ protocol: /^https?$/, error: "an address begins with http:// or https://" }).max(4_096);
/** PEM certificates of the authorities to trust besides the system's. */
const Authorities = z
  .string()
  .max(1 << 20)
  .optional();
const Header = z.object({ name: z.string().min(1).max(256), value: z.string().max(8_192) });

/** Reads one document, or all documents of a folder and its folders. */
export const FileConnection = z.object({ kind: z.literal("file"), path: z.string().min(1).max(4_096) });
export type FileConnection = z.infer<typeof FileConnection>;

export const HttpConnection = z.object({
  kind: z.literal("http"),
  url: Url,
  headers: z.array(Header).max(50).default([]),
  /** With `basic` the secret is the password, with `bearer` the token; the secret itself is kept elsewhere. */
  auth: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("none") }),
      z.object({ kind: z.literal("basic"), user: z.string().min(1).max(256) }),
      z.object({ kind: z.literal("bearer") }),
    ])
    .default({ kind: "none" }),
  authorities: Authorities,
});
export type HttpConnection = z.infer<typeof HttpConnection>;

export const GitConnection = z.object({
  kind: z.literal("git"),
  url: Url,
  /** The remote's default branch when absent. */
  ref: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("branch"), name: z.string().min(1).max(250) }),
      z.object({ kind: z.literal("tag"), name: z.string().min(1).max(250) }),
      z.object({
        kind: z.literal("commit"),
        name: z.string().regex(/^[0-9a-f]{40}$/, "a commit is named by all of its 40 hexadecimal digits"),
      }),
    ])
    .optional(),
  /** A document or folder in the repository; all of it when empty. */
  path: z.string().max(4_096).default(""),
  user: z.string().max(256).optional(),
  authorities: Authorities,
});
export type GitConnection = z.infer<typeof GitConnection>;

/** Another Regdesk, or any server of the LAN protocol. */
export const PeerConnection = z.object({
  kind: z.literal("peer"),
  url: Url,
  /** After the first sync, changes are followed as they happen, beside the schedule. */
  follow: z.boolean().default(false),
  authorities: Authorities,
});
export type PeerConnection = z.infer<typeof PeerConnection>;

export const Connection = z.discriminatedUnion("kind", [FileConnection, HttpConnection, GitConnection, PeerConnection]);
export type Connection = z.infer<typeof Connection>;
export type SourceKind = Connection["kind"];

/** Which of a source's registers are mirrored. Tags are those in a register's metadata (`tags`, a list of strings). */
export const SourceFilter = z.object({
  /** By the register's name in the source, before the prefix. */
  names: Filter.default([]),
  /** None means all. */
  includeTags: z.array(z.string().min(1).max(256)).max(100).default([]),
  /** Wins over inclusion. */
  excludeTags: z.array(z.string().min(1).max(256)).max(100).default([]),
});
export type SourceFilter = z.infer<typeof SourceFilter>;

/** An outside registry that is mirrored into the local one. Durations are milliseconds. */
export const Source = z.object({
  name: SourceName,
  connection: Connection,
  /** Goes before every register's name, for example `plant.`. */
  prefix: z.string().max(512).default(""),
  filter: SourceFilter.prefault({}),
  schedule: Schedule.prefault({}),
  /** `memory` is gone when Regdesk stops: for sources that change fast. */
  keep: z.enum(["persistent", "memory"]).default("persistent"),
  /** One bad register refuses the whole document. */
  strict: z.boolean().default(false),
  /** How long one fetch may take. */
  timeout: z.int().min(1_000).max(600_000).default(60_000),
  enabled: z.boolean().default(true),
  /** Lower comes first, and the first wins where two provide one register. */
  order: z.int().default(0),
  /** The file in the `sources` folder that this source comes from; absent when it was made in the window or by command. */
  file: z.string().optional(),
});
export type Source = z.infer<typeof Source>;
