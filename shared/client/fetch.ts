/** What the client asks of the platform it runs on. This room has neither Node's types nor a browser's, so it names the
 *  part of `fetch` it uses; the global `fetch` of both fits. */

/** The platform's own `AbortSignal` where its types are known, else as much of it as the client needs. */
export type AbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : MinimalSignal;

interface MinimalSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit {
  method: "GET" | "PUT";
  body?: string;
  signal: AbortSignal;
}

export interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}
