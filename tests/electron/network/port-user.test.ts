import { createServer, type AddressInfo } from "node:net";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { listeningSockets, lsofUser, netstatPid, portUser } from "#electron/network/port-user.ts";

test.runIf(process.platform === "linux")("this very process is found by the port it listens on", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await portUser(port)).toEqual({ pid: process.pid, name: basename(process.execPath) });
  await new Promise((resolve) => server.close(resolve));
  expect(await portUser(port)).toBeUndefined();
});

test("a system without its programs tells nothing", async () => {
  expect(await portUser(8080, "aix")).toBeUndefined();
});

test("Linux's table: the port in hexadecimal, listening sockets only, whichever address", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0",
    "   1: 0100007F:1F90 0100007F:8D3C 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 20 4 30 10 -1",
    "   2: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1 0 100 0 0 10 0",
  ].join("\n");
  expect(listeningSockets(table, 8080)).toEqual(["4711"]);
});

test("what lsof and netstat say", () => {
  expect(lsofUser("p4120\ncjava\nf45\n")).toEqual({ pid: 4120, name: "java" });
  expect(lsofUser("")).toBeUndefined();
  const lines = [
    "  Proto  Lokale Adresse         Remoteadresse          Status           PID",
    "  TCP    192.168.1.42:8080      192.168.1.20:51000     HERGESTELLT      77",
    "  TCP    0.0.0.0:8080           0.0.0.0:0              ABHÖREN          4120",
  ].join("\r\n");
  expect(netstatPid(lines, 8080)).toBe(4120);
  expect(netstatPid(lines, 80)).toBeUndefined();
});
