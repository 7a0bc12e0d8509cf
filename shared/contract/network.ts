import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { PortConflict, Reachability, type Discovery } from "../model/network.ts";
import { feedOf } from "./feed.ts";

export const network = {
  /** Tries it out: connects through each address of this machine. Takes a few seconds at most. */
  checkReachability: oc.output(Reachability),
  /** Who uses the port that Regdesk should listen on; nothing while it listens. */
  conflict: oc.output(z.object({ conflict: PortConflict.optional() })),
  /** Listens, where Regdesk does not: on the same port again, or on another, which is then the setting, too. */
  listen: oc
    .errors({
      PORT_IN_USE: { status: ERROR_STATUS.PORT_IN_USE },
      STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
    })
    .input(z.object({ port: z.int().min(1).max(65_535).optional() })),
  /** Who else is found on this network. It is looked for as long as somebody watches. */
  discover: oc.output(feedOf<Discovery>()),
};
