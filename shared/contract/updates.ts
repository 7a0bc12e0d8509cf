import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { UpdatesState } from "../model/update.ts";
import { feedOf } from "./feed.ts";

const asked = oc.errors({
  UPDATE_NOT_POSSIBLE: { status: ERROR_STATUS.UPDATE_NOT_POSSIBLE },
  UPDATE_INVALID: { status: ERROR_STATUS.UPDATE_INVALID },
});

export const updates = {
  /** Now, and whenever it changes. Nothing is looked for by itself. */
  watch: oc.output(feedOf<UpdatesState>()),
  /** Looks at the update address of the settings. */
  check: asked.output(UpdatesState),
  /** Saves the installer of what was found in a folder of the host's machine, and proves it. Nothing is installed. */
  save: asked.input(z.object({ folder: z.string().min(1).max(4_096) })).output(z.object({ path: z.string() })),
  /** What changed in the running version and those before it, in Markdown. */
  notes: oc.output(z.object({ markdown: z.string() })),
};
