/** What one device, or a broken one, may take of the listener. */
export interface RestLimits {
  /** Bytes of a request's body. */
  readonly body: number;
  /** Open connections of one address. */
  readonly connections: number;
  /** Requests per second of one address; undefined for any number, because a bridge pushes for many devices. */
  readonly requestRate?: number | undefined;
}

export const DEFAULT_REST_LIMITS: RestLimits = { body: 1 << 20, connections: 2_048 };
