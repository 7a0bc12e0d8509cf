import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { afterEach, expect, test, vi } from "vitest";
import { CONNECT } from "#shared/carrier.ts";
import { contract } from "#shared/contract/contract.ts";
import { openCarrier } from "../../renderer/lib/connection.ts";
import { aChangeRequest } from "../support/builders.ts";
import { PATIENCE } from "../support/patience.ts";

const os = implement(contract);
const request = aChangeRequest({ id: "17" });
const handler = new RPCHandler({ changeRequests: { list: os.changeRequests.list.handler(() => [request]) } });

afterEach(() => void vi.unstubAllGlobals());

/** A desktop window whose preload and main process are one function. */
function inDesktopWindow(onPort: (port: MessagePort) => void): { data: unknown; origin: string }[] {
  const posted: { data: unknown; origin: string }[] = [];
  const postMessage = (data: unknown, origin: string, ports: MessagePort[]) => {
    posted.push({ data, origin });
    for (const port of ports) onPort(port);
  };
  vi.stubGlobal("location", { protocol: "regdesk:", origin: "regdesk://app" });
  vi.stubGlobal("window", { postMessage });
  return posted;
}

test("a desktop window hands a port to its preload and speaks the contract over it", async () => {
  const posted = inDesktopWindow((port) => {
    handler.upgrade(port);
    port.start();
  });
  const carrier = await openCarrier();
  expect(posted).toEqual([{ data: CONNECT, origin: "regdesk://app" }]);
  expect(await carrier.client.changeRequests.list({})).toEqual([request]);
  carrier.close();
  expect(carrier.closed.aborted).toBe(true);
});

test("a desktop window notices when the host closes the port", async () => {
  let hostEnd: MessagePort | undefined;
  inDesktopWindow((port) => (hostEnd = port));
  const { closed } = await openCarrier();
  hostEnd?.close();
  await vi.waitFor(() => expect(closed.aborted).toBe(true), PATIENCE);
});

test("a browser without a token is refused before it asks", async () => {
  vi.stubGlobal("location", { protocol: "http:", host: "127.0.0.1:1" });
  vi.stubGlobal("sessionStorage", { getItem: () => null });
  await expect(openCarrier()).rejects.toMatchObject({ name: "Refused" });
});
