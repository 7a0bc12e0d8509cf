import { oc } from "@orpc/contract";
import { z } from "zod";
import { BundleChoice, BundleFile, type LogLine } from "../model/diagnostics.ts";
import { feedOf } from "./feed.ts";

/** First the latest lines of the log, then what is written. Oldest first. */
export interface LogFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly lines: readonly LogLine[];
}

export const diagnostics = {
  log: oc.output(feedOf<LogFeed>()),
  /** What a bundle would hold. */
  contents: oc.input(BundleChoice).output(z.array(BundleFile)),
  /** A zip archive in base64. */
  bundle: oc.input(BundleChoice).output(z.object({ name: z.string(), data: z.string() })),
};
