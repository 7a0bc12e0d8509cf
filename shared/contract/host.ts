import { oc } from "@orpc/contract";
import { HostStatus } from "../model/host-status.ts";
import { feedOf } from "./feed.ts";

export const host = {
  /** The status now and once a second. */
  watch: oc.output(feedOf<HostStatus>()),
  status: oc.output(HostStatus),
};
