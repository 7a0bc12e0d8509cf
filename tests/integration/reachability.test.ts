import { afterAll, beforeAll, expect, test } from "vitest";
import { fromOutside } from "#electron/network/reachability.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";

let host: RunningHost;
beforeAll(async () => {
  host = await runningHost();
});
afterAll(() => host[Symbol.asyncDispose]());

test("a host that listens reaches itself, and nobody has come from outside", async () => {
  const found = await host.client.network.checkReachability();
  expect(found).toMatchObject({ listening: true, host: "127.0.0.1", port: Number(new URL(host.url).port) });
  expect(found.addresses).toMatchObject([{ url: host.url, loopback: true, ok: true }]);
  await fetch(`${host.url}/consumer`);
  expect((await host.client.network.checkReachability()).lastFromOutside).toBeUndefined();
});

test("while it listens nobody is in its way, and to listen is no change", async () => {
  expect(await host.client.network.conflict()).toEqual({});
  await host.client.network.listen({ port: 1 });
  expect((await host.client.host.status()).devicesUrl).toBe(host.url);
});

test("without a desktop it says what starts it anew, or that only a desktop can", async () => {
  await expect(host.client.desk.startAnew()).rejects.toMatchObject({ code: "DESKTOP_MISSING" });
});

test("the last from outside is the latest of other machines, understood or refused", () => {
  const sender = (address: string, lastAt: number) => ({ address, lastAt, requests: 1, registers: 1 });
  const refusal = (address: string, at: number) => ({
    address,
    at,
    method: "GET",
    path: "/",
    status: 404,
    message: "",
  });
  const arrivals = {
    senders: [sender("192.168.1.31", 300), sender("192.168.1.42", 500), sender("127.0.0.1", 900)],
    refusals: [refusal("192.168.1.32", 400)],
  };
  expect(fromOutside(arrivals, new Set(["192.168.1.42"]))).toEqual({ address: "192.168.1.32", at: 400 });
  expect(fromOutside({ senders: [], refusals: [] }, new Set())).toBeUndefined();
});
