import { sayingReachability } from "#electron/demo/reachability.ts";
import { FakeHost } from "#tests/shared/client/fake-host.ts";
import { expect, test } from "vitest";

function watched(): { host: FakeHost; said: string[]; ask: (signal?: AbortSignal) => Promise<void> } {
  const [host, said]: [FakeHost, string[]] = [new FakeHost(), []];
  const fetch = sayingReachability(host.fetch, FakeHost.url, (sentence) => said.push(sentence));
  const ask = async (signal = new AbortController().signal): Promise<void> => {
    await fetch(`${FakeHost.url}/consumer`, { method: "GET", signal }).catch(() => undefined);
  };
  return { host, said, ask };
}

test("that the host cannot be reached is said once, and that it can again once", async () => {
  const { host, said, ask } = watched();
  await ask();
  host.down = true;
  for (let attempt = 0; attempt < 5; attempt++) await ask();
  host.down = false;
  await ask();
  await ask();
  expect(said).toEqual([
    "http://host:8080 does not answer; the demo tries again every second. Is Regdesk running there?",
    "http://host:8080 answers; the demo goes on.",
  ]);
});

test("an abort is not the host's fault", async () => {
  const { host, said, ask } = watched();
  host.down = true;
  await ask(AbortSignal.abort());
  expect(said).toEqual([]);
});
