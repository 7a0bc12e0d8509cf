/** The composition root: builds and starts every part, disposes of them in reverse. It knows no desktop and no browser. */
import type { Clock } from "#shared/clock.ts";
import type { Logger } from "./logging.ts";
import type { HostRouter } from "./rpc/router.ts";

export interface HostOptions {
  /** Where everything that must survive lives; created when missing, readable by the user only. */
  readonly dataDirectory: string;
  /** Where LAN devices reach the host; port 0 picks a free one. */
  readonly devices: { readonly host: string; readonly port: number };
  readonly logger: Logger;
  readonly clock?: Clock;
}

export interface Host extends AsyncDisposable {
  /** What a carrier (MessagePort, WebSocket, control socket) serves; its context is `{ actor: string }`, who is asking. */
  readonly router: HostRouter;
  /** For example `http://127.0.0.1:8080`: the address that works from this machine. */
  readonly devicesUrl: string;
  readonly dataDirectory: string;
}
