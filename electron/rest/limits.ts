/** What one device, or a broken one, may take of the listener. */
export interface RestLimits {
  /** Bytes of a request's body. */
  readonly body: number;
  /** Registers in a request: taking 40,000 at once would keep the others waiting for a sixth of a second. */
  readonly registers: number;
  /** Bytes of a register's name. */
  readonly name: number;
  /** Open connections of one address. */
  readonly connections: number;
  /** Requests per second of one address; undefined for any number, because a bridge pushes for many devices. */
  readonly requestRate?: number | undefined;
  /** How long a request may take to arrive, in milliseconds; a slower one comes from a slow-loris sender. */
  readonly arrival: number;
  /** How long a client may take nothing of an answer that waits for it, in milliseconds. */
  readonly departure: number;
  /** Requests a connection may send ahead of the answer to the first. */
  readonly ahead: number;
}

export const DEFAULT_REST_LIMITS: RestLimits = {
  body: 1 << 20,
  registers: 10_000,
  name: 1_024,
  connections: 2_048,
  arrival: 30_000,
  departure: 30_000,
  ahead: 16,
};
