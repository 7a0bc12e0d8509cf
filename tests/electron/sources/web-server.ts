/** A real server on 127.0.0.1 and a free port, with TLS when it is given a certificate. */
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./certificates.ts";

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

export interface WebServer extends AsyncDisposable {
  /** For example `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /** The requests so far. */
  readonly requests: http.IncomingMessage[];
  answer: Answer;
}

export async function webServer(answer: Answer, certificate?: Certificate): Promise<WebServer> {
  const requests: http.IncomingMessage[] = [];
  const serve = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    requests.push(request);
    running.answer(request, response);
  };
  const server = certificate ? https.createServer(certificate, serve) : http.createServer(serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const running: WebServer = {
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    requests,
    answer,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return running;
}
