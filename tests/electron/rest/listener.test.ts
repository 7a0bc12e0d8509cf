import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { ChangeRequests } from "#electron/change-requests/change-requests.ts";
import { Policy } from "#electron/change-requests/policy.ts";
import { Registry, type RegistryListener } from "#electron/registry/registry.ts";
import { startRest } from "#electron/rest/listener.ts";
import { GatePolicy } from "#shared/model/gate.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { send } from "#tests/support/http.ts";
import { SILENT } from "#tests/support/running-host.ts";

/** The real one, which says how many listen to it. */
class WatchedRegistry extends Registry {
  listening = 0;

  override listen(listener: RegistryListener): () => void {
    const stop = super.listen(listener);
    this.listening += 1;
    return () => {
      this.listening -= 1;
      stop();
    };
  }
}

test("A listener whose port is taken leaves nothing behind, however often it is tried", async () => {
  await using taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { registry, start } = aSite();
  const before = registry.listening;
  for (let attempt = 0; attempt < 3; attempt++)
    await expect(start(port)).rejects.toThrow(`Port ${port} is already in use`);
  expect(registry.listening).toBe(before);
});

test("A listener that was stopped listens to the registry no more", async () => {
  const { registry, start } = aSite();
  const before = registry.listening;
  const rest = await start(0);
  await send(`http://127.0.0.1:${rest.port}`, "/consumer");
  const meanwhile = registry.listening;
  await rest[Symbol.asyncDispose]();
  expect([meanwhile > before, registry.listening]).toEqual([true, before]);
});

test("A listener that stops notes each poll that waits once, as answered", async () => {
  const { start } = aSite();
  const rest = await start(0);
  const url = `http://127.0.0.1:${rest.port}`;
  const paths = ["/consumer?name=a&wait=30s", "/provider?name=a&wait=30s"];
  const answers = paths.map((path) => send(url, path));
  await vi.waitFor(() => expect(rest.arrivals.totals().requests).toBe(2));
  await rest[Symbol.asyncDispose]();
  await Promise.all(answers);
  const noted = rest.arrivals.latest("all", 10).map(({ path, status }) => [path, status]);
  expect(noted.toSorted()).toEqual(paths.map((path) => [path, 200]));
});

function aSite() {
  const clock = new FakeClock();
  const registry = new WatchedRegistry({ clock });
  const policy = new Policy({ append: () => Promise.resolve() }, clock, GatePolicy.parse({}));
  const store = { commit: () => Promise.resolve() };
  const changeRequests = new ChangeRequests({ clock, registry, store, stored: [], lastId: 0, policy, log: SILENT });
  const start = (port: number) => startRest({ registry, changeRequests, clock, log: SILENT, host: "127.0.0.1", port });
  return { registry, start };
}
