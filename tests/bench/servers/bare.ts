/** The reference: node:http that parses a body and answers 204, parks a poll, or wakes all parked polls in a loop. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { present } from "./self.ts";

const parked: ServerResponse[] = [];
const server = createServer({ keepAliveTimeout: 300_000 }, (request, response) => {
  if (request.method === "GET") return void parked.push(response);
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    JSON.parse(body);
    response.writeHead(204).end();
    if (request.url === "/wake") for (const waiting of parked.splice(0)) waiting.end('{"registers":{}}');
  });
});
server.listen({ port: 0, host: "127.0.0.1", backlog: 20_000 }, () => present((server.address() as AddressInfo).port));
