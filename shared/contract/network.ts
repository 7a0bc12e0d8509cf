import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { PortConflict, Reachability, type Discovery } from "../model/network.ts";
import { RequestChoice, type NotedRequest } from "../model/request-log.ts";
import { feedOf, pageOf } from "./feed.ts";

/** First the latest requests of the devices' port, then what came since; where too much has come, only the latest of it. The
 *  latest first. */
export interface RequestLogFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly requests: readonly NotedRequest[];
}

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
  /** The latest requests of devices, and more as they come. */
  requests: oc.input(z.object({ choice: RequestChoice })).output(feedOf<RequestLogFeed>()),
  /** All that are kept, the latest first. */
  keptRequests: oc.input(z.object({ choice: RequestChoice })).output(pageOf<readonly NotedRequest[]>()),
};
