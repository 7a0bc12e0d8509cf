import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";

const onDesktop = oc.errors({ DESKTOP_MISSING: { status: ERROR_STATUS.DESKTOP_MISSING } });

/** What only the desktop's Regdesk can do. */
export const desk = {
  /** The system's own question for a file or a folder; no path when the person thought better of it. */
  choose: onDesktop
    .input(z.object({ what: z.enum(["file", "folder"]) }))
    .output(z.object({ path: z.string().optional() })),
  /** Ends Regdesk and starts it again; the answer may not arrive any more. */
  startAnew: onDesktop,
};
