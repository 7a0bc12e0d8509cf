import { z } from "zod";

/** All requests of devices, or only those that were refused: of each the last ones are kept. */
export const RequestChoice = z.enum(["all", "refused"]);
export type RequestChoice = z.infer<typeof RequestChoice>;

/** So many of each are kept. */
export const REQUESTS_KEPT = 500;

/** What came of a request that was not refused: registers that were provided or withdrawn, change requests that were asked for,
 *  cancelled or handed out, bytes that were read, or a stream that began. */
export type RequestYield =
  "none" | "provided" | "withdrawn" | "asked" | "cancelled" | "handed-out" | "read" | "streamed";

/** A request of the devices' port, whatever became of it. */
export interface NotedRequest {
  /** Counts those of its choice since the start, so that a gap tells how many were not told. */
  readonly number: number;
  /** When it was answered, in epoch milliseconds. */
  readonly at: number;
  readonly address: string;
  /** Empty, like the path, where what arrived never became a request. */
  readonly method: string;
  /** With its query, cut short, and without tokens. */
  readonly path: string;
  /** 0 when the client hung up before it was answered. */
  readonly status: number;
  readonly yield: RequestYield;
  /** Of what the yield says. */
  readonly count: number;
  /** How long a long poll waited, in milliseconds. */
  readonly waited: number;
  /** Why it was refused; empty when it was not. */
  readonly message: string;
}
