import type net from "node:net";

/** Everything that comes until the connection is closed, in whatever way: a host need not read what it has refused. */
export function receivedUntilClosed(socket: net.Socket): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    socket.setEncoding("latin1").on("data", (text: string) => (received += text));
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(received));
  });
}
