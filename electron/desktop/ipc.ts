/** The port handshake: the only message the host takes from a window, and the only place where its sender is checked. */
import { CONNECT } from "#shared/carrier.ts";
import { RPCHandler } from "@orpc/server/message-port";
import type { BrowserWindow, IpcMain, IpcMainEvent, MessagePortMain } from "electron";
import type { Logger } from "../logging.ts";
import type { HostRouter } from "../rpc/router.ts";
import type { WindowPage } from "./window-page.ts";

export interface PortsOptions {
  readonly router: HostRouter;
  readonly page: WindowPage;
  /** Who acts, for the audit trail. */
  readonly actor: string;
  readonly logger: Logger;
}

/** Answers the window's ports until the window is gone; the window sends one per load. */
export function servePorts(ipcMain: IpcMain, window: BrowserWindow, options: PortsOptions): void {
  const handler = new RPCHandler(options.router);
  const open = new Set<MessagePortMain>();

  const connect = (event: IpcMainEvent) => {
    const [port, ...others] = event.ports;
    if (!port || others.length > 0 || !isWindow(event, window, options.page)) {
      for (const refused of event.ports) refused.close();
      options.logger.warn({ sender: event.senderFrame?.url, ports: event.ports.length }, "port refused");
      return;
    }
    open.add(port);
    port.once("close", () => open.delete(port));
    handler.upgrade(port, { context: { actor: options.actor } });
    port.start();
  };

  ipcMain.on(CONNECT, connect);
  window.once("closed", () => {
    ipcMain.off(CONNECT, connect);
    for (const port of open) port.close();
  });
}

/** The frame must be the window's own top frame, and still show our page: a frame outlives what it shows. */
function isWindow(event: IpcMainEvent, window: BrowserWindow, page: WindowPage): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === window.webContents.mainFrame && page.owns(frame.url);
}
