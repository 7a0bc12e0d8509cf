/** Two real Regdesks' announcements over the loopback interface, on a port that nobody else uses. */
import { createSocket } from "node:dgram";
import { describe, expect, test, vi } from "vitest";
import { systemClock } from "#electron/clock.ts";
import { announcement, LASTS, peersIn } from "#electron/network/announcement.ts";
import { Discovery } from "#electron/network/discovery.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { PATIENCE } from "#tests/support/patience.ts";

const LOOPBACK = { addresses: () => ["127.0.0.1"] };

describe("Two Regdesks on one network", () => {
  test("find each other while somebody looks, and lose sight of the one that stops or is no longer announced", async () => {
    const port = await freePort();
    let isAnnounced = true;
    const one = aDiscovery(port, () => (isAnnounced ? { port: 18_080 } : undefined));
    await using looking = aDiscovery(port, () => ({ port: 18_081 }));
    using _look = looking.look();
    await vi.waitUntil(() => looking.found.peers.length === 1, PATIENCE);
    expect(looking.found).toMatchObject({
      announces: true,
      peers: [{ url: "http://127.0.0.1:18080", host: "127.0.0.1" }],
    });
    isAnnounced = false;
    one.renew();
    await vi.waitUntil(() => looking.found.peers.length === 0, PATIENCE);
    isAnnounced = true;
    one.renew();
    await vi.waitUntil(() => looking.found.peers.length === 1, PATIENCE);
    await one[Symbol.asyncDispose]();
    await vi.waitUntil(() => looking.found.peers.length === 0, PATIENCE);
  });

  test("a network that has no multicast is told about, and nothing ends", async () => {
    const discovery = new Discovery({
      ...{ clock: systemClock, log: SILENT, port: await freePort(), announced: () => ({ port: 18_080 }) },
      addresses: () => ["203.0.113.1"], // no address of this machine
    });
    await vi.waitUntil(() => discovery.found.trouble !== undefined, PATIENCE);
    expect(discovery.found.trouble).toMatch(/^Discovery does not work on 203\.0\.113\.1 \(/);
    await discovery[Symbol.asyncDispose]();
  });
});

describe("An announcement", () => {
  const announced = { id: "5ec0de", machine: "anna-laptop.example.org", port: 8080, version: "1.2.3" };

  test("says where, which version and how long it counts", () => {
    expect(peersIn(announcement(announced, "192.168.1.20"), "192.168.1.99")).toEqual([
      {
        ...{ id: "5ec0de", name: "Regdesk on anna-laptop-example-org (8080)", version: "1.2.3", ttl: LASTS },
        ...{ host: "192.168.1.20", url: "http://192.168.1.20:8080" },
      },
    ]);
  });

  test("that is not plainly another Regdesk's is none", () => {
    const records = announcement(announced, "192.168.1.20");
    const without = (type: string) => records.filter((record) => record.type !== type);
    expect(peersIn(without("SRV"), "192.168.1.99")).toEqual([]);
    expect(peersIn(without("TXT"), "192.168.1.99")).toEqual([]);
    expect(peersIn(announcement({ ...announced, port: 70_000 }, "192.168.1.20"), "192.168.1.99")).toEqual([]);
    expect(peersIn(announcement({ ...announced, machine: "\u202Eevil" }, "192.168.1.20"), "192.168.1.99")).toEqual([]);
  });

  test("without an address of its own comes from where it was sent", () => {
    const records = announcement(announced, "192.168.1.20").filter(({ type }) => type !== "A");
    expect(peersIn(records, "192.168.1.99")).toMatchObject([{ url: "http://192.168.1.99:8080" }]);
  });
});

function aDiscovery(port: number, announced: () => { port: number } | undefined): Discovery {
  return new Discovery({ clock: systemClock, log: SILENT, announced, port, ...LOOPBACK });
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
