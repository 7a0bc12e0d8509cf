import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import type { RecordingsState } from "../model/recording.ts";
import { FileName, Piece } from "../piece.ts";
import { feedOf } from "./feed.ts";

const NOT_FOUND = { RECORDING_NOT_FOUND: { status: ERROR_STATUS.RECORDING_NOT_FOUND } };

/** The host records, not the window: a recording goes on when the window is closed. */
export const recordings = {
  /** Now, once a second while one is made, and whenever there are others. */
  watch: oc.output(feedOf<RecordingsState>()),
  /** Goes on with the one that is being made, if there is one. */
  start: oc.errors({ DISK_FULL: { status: ERROR_STATUS.DISK_FULL } }),
  stop: oc,
  /** Writes a note into the one that is being made. */
  mark: oc.errors(NOT_FOUND).input(z.object({ note: z.string().trim().max(500).default("") })),
  remove: oc.errors(NOT_FOUND).input(z.object({ name: FileName })),
  read: oc
    .errors(NOT_FOUND)
    .input(z.object({ name: FileName, offset: z.int().nonnegative() }))
    .output(Piece),
};
