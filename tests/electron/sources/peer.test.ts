import { describe, expect, test } from "vitest";
import type { PeerChanges } from "#electron/sources/source-reader.ts";
import { provide, send } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { failureOf, NEVER, reader, stepsOf, textsOf } from "./reading.ts";
import { webServer, type Answer } from "./web-server.ts";

function registersIn(document: PeerChanges["document"]): unknown {
  return (JSON.parse(Buffer.from(document.bytes).toString()) as { registers: unknown }).registers;
}

/** What a follower says next. */
async function next(changes: AsyncIterator<PeerChanges>) {
  const { value } = (await changes.next()) as { value: PeerChanges };
  return {
    registers: registersIn(value.document),
    removed: value.removed,
    reset: value.reset,
    revision: value.revision,
  };
}

describe("Another Regdesk", { timeout: 20_000 }, () => {
  test("is read, and not read again while its revision says that nothing has changed", async () => {
    await using peer = await runningHost();
    await provide(peer.url, { "boiler.temp": 21 });
    const source = reader({ kind: "peer", url: `${peer.url}/` });
    const first = await source.fetch(undefined, NEVER);
    expect(first.revision).toMatch(/^\d+$/);
    expect(Object.values(textsOf(first)).map((text) => JSON.parse(text) as unknown)).toEqual([
      { registers: { "boiler.temp": { value: 21 } } },
    ]);
    expect(await source.fetch(first, NEVER)).toEqual({ kind: "unchanged", revision: first.revision });
    await provide(peer.url, { "pump.on": true });
    const second = await source.fetch(first, NEVER);
    expect(Object.values(textsOf(second)).map((text) => JSON.parse(text) as unknown)).toEqual([
      { registers: { "boiler.temp": { value: 21 }, "pump.on": { value: true } } },
    ]);
    expect(Number(second.revision)).toBeGreaterThan(Number(first.revision));
  });

  test("that has started anew and no longer knows the revision gives everything", async () => {
    await using peer = await runningHost();
    await provide(peer.url, { "boiler.temp": 21 });
    const source = reader({ kind: "peer", url: peer.url });
    const fetched = await source.fetch({ revision: "9007199254740000" }, NEVER);
    expect(JSON.parse(Object.values(textsOf(fetched))[0]!)).toMatchObject({
      registers: { "boiler.temp": { value: 21 } },
    });
    expect((await source.fetch(undefined, NEVER)).revision).toBe(fetched.revision);
  });

  test("is followed: everything first, then what changes and what goes", async () => {
    await using peer = await runningHost();
    await provide(peer.url, { a: 1, b: 2 });
    const end = new AbortController();
    const changes = reader({ kind: "peer", url: peer.url, follow: true }).follow!(undefined, end.signal)[
      Symbol.asyncIterator
    ]();
    const first = await next(changes);
    expect(first).toMatchObject({ registers: { a: { value: 1 }, b: { value: 2 } }, removed: [], reset: true });
    const second = next(changes);
    await provide(peer.url, { a: 3 });
    expect(await second).toMatchObject({ registers: { a: { value: 3 } }, removed: [], reset: false });
    const third = next(changes);
    await send(peer.url, "/provider?name=b", { method: "DELETE" });
    expect(await third).toMatchObject({ registers: {}, removed: ["b"], reset: false });
    const last = changes.next();
    const reason = new Error("cancelled");
    end.abort(reason);
    await expect(last).rejects.toBe(reason);
  });

  test("is followed on from a revision without missing anything", async () => {
    await using peer = await runningHost();
    await provide(peer.url, { a: 1 });
    const source = reader({ kind: "peer", url: peer.url });
    const { revision } = await source.fetch(undefined, NEVER);
    await provide(peer.url, { b: 2 });
    const end = new AbortController();
    const changes = source.follow!(revision, end.signal)[Symbol.asyncIterator]();
    expect(await next(changes)).toMatchObject({ registers: { b: { value: 2 } }, reset: false });
    end.abort();
    await changes.return?.();
  });

  test("that stops ends the following with a failure, so that somebody follows again", async () => {
    const peer = await runningHost();
    const changes = reader({ kind: "peer", url: peer.url }).follow!(undefined, NEVER)[Symbol.asyncIterator]();
    await next(changes);
    const failure = failureOf(
      (async () => {
        for (;;) await changes.next();
      })(),
    );
    await peer[Symbol.asyncDispose]();
    expect(["refused", "other"]).toContain((await failure).class);
  });

  test("is tested step by step", async () => {
    await using peer = await runningHost();
    expect(
      (await stepsOf(reader({ kind: "peer", url: peer.url }).test(NEVER))).map(([step, ok]) => [step, ok]),
    ).toEqual([
      ["tcp", true],
      ["auth", true],
      ["fetch", true],
    ]);
  });
});

describe("A server of the base protocol", { timeout: 20_000 }, () => {
  /** It knows nothing of revisions and `since`. */
  const answer: Answer = (request, response) => {
    response.setHeader("content-type", "application/json");
    const send = (): void => void response.end('{"registers":{"a":{"value":1}}}');
    if (request.url?.includes("wait=")) setTimeout(send, 50);
    else send();
  };

  test("is read in full each time", async () => {
    await using server = await webServer(answer);
    const source = reader({ kind: "peer", url: `${server.url}/t/TOKEN` });
    const first = await source.fetch(undefined, NEVER);
    expect(first).toMatchObject({ kind: "fetched", revision: undefined, documents: [{ name: `${server.url}/t/…` }] });
    expect(await source.fetch({ revision: "5" }, NEVER)).toMatchObject({ kind: "fetched" });
    expect(server.requests.map(({ url }) => url)).toEqual(["/t/TOKEN/consumer", "/t/TOKEN/consumer?since=5"]);
  });

  test("is followed by its full snapshots, and not asked all the time", async () => {
    await using server = await webServer(answer);
    const end = new AbortController();
    const changes = reader({ kind: "peer", url: server.url }).follow!(undefined, end.signal)[Symbol.asyncIterator]();
    expect(await next(changes)).toEqual({
      registers: { a: { value: 1 } },
      removed: [],
      reset: true,
      revision: undefined,
    });
    const waiting = changes.next().catch(() => undefined);
    setTimeout(() => end.abort(), 300);
    await waiting;
    expect(server.requests).toHaveLength(1);
  });

  test("gets the token it wants", async () => {
    await using server = await webServer(answer);
    await reader({ kind: "peer", url: server.url }, { secret: "TOKEN" }).fetch(undefined, NEVER);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer TOKEN");
  });
});

test.each([
  "<html>",
  "[]",
  '{"registers":[]}',
  '{"registers":{},"revision":"x"}',
  '{"registers":{},"removed":[1],"revision":1}',
])("A server that answers %s to a peer is none", async (text) => {
  await using server = await webServer((_request, response) => void response.end(text));
  const { message } = await failureOf(reader({ kind: "peer", url: server.url }).fetch({ revision: "1" }, NEVER));
  expect(message).toBe(`${server.url} does not speak the protocol of registers; check the address of the peer.`);
});
