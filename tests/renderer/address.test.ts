import { expect, test } from "vitest";
import type { ListenAddress } from "#shared/model/host-status.ts";
import { addressForDevices, byUsefulness, onlyThisMachine } from "../../renderer/lib/address.ts";

const anAddress = (url: string, some: Partial<ListenAddress> = {}): ListenAddress => ({
  url,
  interface: "eth0",
  loopback: false,
  virtual: false,
  ...some,
});
const loopback = anAddress("http://127.0.0.1:8080", { loopback: true });
const docker = anAddress("http://172.17.0.1:8080", { virtual: true });
const lan = anAddress("http://192.168.1.42:8080");
const devicesUrl = loopback.url;

test("devices are pointed at a real network, then a virtual one, then this machine", () => {
  expect(byUsefulness([loopback, docker, lan])).toEqual([lan, docker, loopback]);
  expect(addressForDevices({ addresses: [loopback, docker, lan], devicesUrl })).toBe(lan.url);
  expect(addressForDevices({ addresses: [], devicesUrl })).toBe(devicesUrl);
});

test("it is told when no other machine can reach the listener", () => {
  expect(onlyThisMachine({ addresses: [loopback] })).toBe(true);
  expect(onlyThisMachine({ addresses: [loopback, docker] })).toBe(false);
});
