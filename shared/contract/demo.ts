import { oc } from "@orpc/contract";

/** A simulated site that comes in through the real port. Whether it plays is in the host's status. */
export const demo = {
  start: oc,
  /** Stops it and removes everything it left. */
  stop: oc,
};
