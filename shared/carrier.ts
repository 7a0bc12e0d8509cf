/** How a window reaches the host: names that both ends must agree on. */

/** Electron: the window posts this to itself with a MessagePort; the preload passes the port on to the main process. */
export const CONNECT = "regdesk:connect";

/** Browser: the WebSocket's path on the window server. */
export const RPC_PATH = "/rpc";

/** Browser: the WebSocket offers two subprotocols, this one and the token, because a page can set no other header and
 *  a token in the address would end up in logs. */
export const RPC_SUBPROTOCOL = "regdesk";
