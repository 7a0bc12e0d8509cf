/** The contract over its real carriers: what a window in Electron, and one in a browser, gets to see. */
import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCHandler } from "@orpc/server/message-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#shared/contract/contract.ts";
import { idOf } from "#tests/support/builders.ts";
import { provide, request } from "#tests/support/http.ts";
import { runningHeadless, type RunningHeadless } from "#tests/support/running-host.ts";
import { openWindow, type OpenWindow } from "#tests/support/window-client.ts";

let headless: RunningHeadless;
beforeAll(async () => void (headless = await runningHeadless()));
afterAll(async () => headless[Symbol.asyncDispose]());

async function overMessagePort(): Promise<OpenWindow> {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(await headless.host.router()).upgrade(port1, { context: { actor: "ben (window)" } });
  const client: Client = createORPCClient(new PortLink({ port: port2 }));
  for (const port of [port1, port2]) port.start();
  return { client, [Symbol.dispose]: () => port2.close() };
}

const carriers = { "a MessageChannel": overMessagePort, "a WebSocket": () => openWindow(headless.windowUrl) };

describe.each(Object.entries(carriers))("Over %s", (_carrier, open) => {
  test.each([
    [
      "an unknown request",
      { ids: [idOf(999)] },
      "CHANGE_REQUEST_NOT_FOUND",
      404,
      /^There is no change request 999; `regdesk requests` lists/,
    ],
    ["an id that is none", { ids: ["x"] }, "BAD_REQUEST", 400, /./],
    ["nothing", { ids: [] }, "BAD_REQUEST", 400, /./],
  ])("approving %s is refused with code, status and sentence", async (_what, input, code, status, message) => {
    using window = await open();
    const refused = await window.client.changeRequests.approve(input as never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ORPCError);
    expect(refused).toMatchObject({ code, status, message: expect.stringMatching(message) as string });
  });

  test("a refusal of the contract is a defined error", async () => {
    using window = await open();
    const refused = window.client.changeRequests.deny({ ids: [idOf(999)] });
    await expect(refused).rejects.toMatchObject({ defined: true });
  });

  test("registers come as a snapshot, then as deltas that follow it", async () => {
    using window = await open();
    const name = `carriers.${crypto.randomUUID()}`;
    const messages = await window.client.registers.watch();
    const snapshot = await next(messages);
    await provide(headless.url, { [name]: { deep: [1] } });
    const delta = await next(messages);
    expect([snapshot.kind, delta]).toEqual([
      "snapshot",
      expect.objectContaining({ kind: "delta", sequence: snapshot.sequence + 1 }),
    ]);
    expect(delta).toMatchObject({ changed: [{ name, value: '{"deep":[1]}' }] });
    await messages.return();
  });

  test("a request is decided by who asks over it", async () => {
    using window = await open();
    const name = `carriers.${crypto.randomUUID()}`;
    await request(headless.url, { [name]: 1 });
    const requests = await window.client.changeRequests.list({});
    const { id } = requests.find(({ register }) => register === name)!;
    const [decided] = await window.client.changeRequests.deny({ ids: [id], note: "  no  " });
    expect(decided).toMatchObject({
      state: "denied",
      note: "no",
      decidedBy: expect.stringContaining("(window)") as string,
    });
  });

  test("the status comes", async () => {
    using window = await open();
    expect(await window.client.host.status()).toMatchObject({ pid: process.pid, devicesUrl: headless.url });
  });
});

async function next<Message>(messages: AsyncIterator<Message, unknown, void>): Promise<Message> {
  const result = await messages.next();
  if (result.done === true) throw new Error("the stream has ended");
  return result.value;
}
