/** The whole bridge between window and host is one message that carries a port; nothing of Electron reaches the page. */
import { CONNECT } from "#shared/carrier.ts";
import { ipcRenderer } from "electron";

interface PortMessage {
  readonly source: unknown;
  readonly data: unknown;
  readonly ports: readonly object[];
}

/** All that is needed of the page; the types of this room otherwise know no DOM. */
declare const window: { addEventListener(type: "message", listener: (message: PortMessage) => void): void };

window.addEventListener("message", ({ source, data, ports }) => {
  if (source === window && data === CONNECT) ipcRenderer.postMessage(CONNECT, null, [...ports]);
});
