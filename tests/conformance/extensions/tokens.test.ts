/** *Who may do what*: with access tokens on, a request shows one, in a header or in the base URL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TokenScope, TokenWish } from "#shared/model/token.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { failureOf, NEVER, reader, textsOf } from "#tests/electron/sources/reading.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { aName, Lan, named, registersOf } from "../lan.ts";
import { specialHost } from "./special-host.ts";

let running: RunningHost;
const lan = new Lan(() => running.url);
const NOTHING = new Map();

beforeAll(async () => {
  running = await runningHost();
});
afterAll(async () => running[Symbol.asyncDispose]());
beforeEach(async () => {
  await running.client.tokens.require({ isRequired: true });
});
afterEach(async () => {
  const { tokens } = await running.client.tokens.state();
  for (const { name } of tokens) await running.client.tokens.revoke({ name });
});

/** @returns the token's text */
async function aToken(
  scopes: readonly TokenScope[],
  registers: readonly string[] = [],
  name = "pump",
): Promise<string> {
  const wish = { name, scopes: [...scopes], registers: [...registers] } as TokenWish;
  return (await running.client.tokens.add(wish)).secret;
}

/** The LAN, as one sees it who has the token in the base URL. */
function lanWith(secret: string): Lan {
  return new Lan(() => `${running.url}/t/${secret}`);
}

async function latestRefusal(): Promise<{ readonly path: string; readonly message: string } | undefined> {
  return (await running.client.host.status()).arrivals.refusals[0];
}

const report = (name: string) => JSON.stringify({ registers: { [name]: { value: 1 } } });

describe("Without a token", () => {
  test.each([
    ["PUT", "/provider"],
    ["GET", "/provider"],
    ["DELETE", "/provider"],
    ["GET", "/consumer"],
    ["PUT", "/consumer"],
    ["GET", "/consumer/stream"],
    ["GET", "/consumer/requests?id=1"],
    ["GET", "/metrics"],
    ["GET", "/nothing"],
  ])("%s %s is refused, and the answer says how to show one", async (method, path) => {
    const body = method === "PUT" ? report(aName()) : undefined;
    const { status, headers, text } = await lan.send(method, path, { body });
    expect([status, headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    expect(text).toMatch(/^a valid access token is needed; send Authorization: Bearer TOKEN, or use .*\n$/);
  });

  test("GET /health is answered: it tells of no register, and whoever watches over a site has no token", async () => {
    expect((await lan.send("GET", "/health")).status).toBe(200);
  });

  test("nothing is needed while tokens are off", async () => {
    await running.client.tokens.require({ isRequired: false });
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
    expect((await running.client.tokens.state()).withoutToken).toEqual(["127.0.0.1"]);
  });
});

describe("A token that does not count", () => {
  const told = async (secret: string): Promise<readonly [string, string | undefined]> => {
    const { status, text } = await lan.send("GET", "/consumer", { headers: { authorization: `Bearer ${secret}` } });
    expect(status).toBe(401);
    return [text, (await latestRefusal())?.message];
  };

  test("is refused in the same words whatever is wrong with it; only the request log tells what", async () => {
    const unknown = await told(`rdt_${"A".repeat(43)}`);
    const garbled = await told("no-token");
    const revoked = await aToken(["consume"]);
    await running.client.tokens.revoke({ name: "pump" });
    const gone = await told(revoked);
    expect(new Set([unknown[0], garbled[0], gone[0]]).size).toBe(1);
    expect([unknown[1], garbled[1]]).toEqual(["the token is unknown here", "what was shown is not a token of Regdesk"]);
    expect(gone[1]).toMatch(/^the token “pump” was revoked at 2/);
  });
});

describe("A token", () => {
  test("in the header and one in the base URL are the same", async () => {
    const secret = await aToken(["provide", "consume"]);
    const name = aName();
    await lanWith(secret).provide({ [name]: { value: 21 } });
    const headers = { authorization: `bearer ${secret}` };
    expect(registersOf(await lan.send("GET", `/consumer?${named(name)}`, { headers }))).toEqual(
      new Map([[name, { value: 21 }]]),
    );
    expect(await lanWith(secret).read(named(name))).toEqual(new Map([[name, { value: 21 }]]));
  });

  test("in the base URL leaves every path as it is, down to the refusals", async () => {
    const mine = lanWith(await aToken(["provide", "consume", "request"]));
    await running.client.tokens.require({ isRequired: false });
    for (const path of ["/consumer?wait=x", "/nothing?a=b", "/", "", "/consumer/requests", "/health"]) {
      const [plain, shown] = [await lan.send("DELETE", path || "/"), await mine.send("DELETE", path)];
      expect([shown.status, shown.text]).toEqual([plain.status, plain.text]);
    }
  });

  test("of another scope is refused, and the answer names the scope and the cure", async () => {
    const reader = lanWith(await aToken(["consume"]));
    expect(await reader.send("PUT", "/provider", { body: report(aName()) })).toMatchObject({
      status: 403,
      text: "the token “pump” has no scope provide, which PUT /provider needs; it has consume. Ask for a token with provide\n",
    });
    expect((await reader.send("PUT", "/consumer", { body: report(aName()) })).status).toBe(403);
    expect((await reader.send("GET", "/metrics")).status).toBe(200);
  });

  test("of another scope is refused, too, when the path is written so that it seems to be another", async () => {
    const name = aName();
    const secret = await aToken(["consume"]);
    const head = `Host: ${lan.hostHeader}\r\nAuthorization: Bearer ${secret}\r\nContent-Length: ${report(name).length}`;
    for (const path of ["/%70rovider", "/provider#", "/provider#?", "/provide%72?a=b", "/./provider", "//provider"]) {
      const answer = await lan.exchange(`PUT ${path} HTTP/1.1\r\n${head}\r\n\r\n${report(name)}`);
      expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
    }
    expect(await lanWith(secret).read(named(name))).toEqual(NOTHING);
  });

  test("for some registers provides and requests no others, and all of a report or nothing", async () => {
    const [inside, outside] = [aName("inside"), aName("outside")];
    const mine = lanWith(await aToken(["provide", "request"], ["+*.inside", "-*"]));
    const body = JSON.stringify({ registers: { [inside]: { value: 1 }, [outside]: { value: 1 } } });
    for (const path of ["/provider", "/consumer"]) {
      const { status, text } = await mine.send("PUT", path, { body });
      expect(status).toBe(403);
      expect(text).toMatch(`registers.${outside}: the token “pump” is not for this register`);
    }
    expect((await mine.send("DELETE", `/provider?${named(outside)}`)).status).toBe(403);
    const reader = lanWith(await aToken(["consume"], [], "reader"));
    expect(await reader.read(named(inside, outside))).toEqual(NOTHING);
    await mine.provide({ [inside]: { value: 2 } });
    expect(await reader.read(named(inside))).toEqual(new Map([[inside, { value: 2 }]]));
  });

  test("for some registers shows no others, whether they are asked for by name or not", async () => {
    const [inside, outside] = [aName("seen"), aName("unseen")];
    await lanWith(await aToken(["provide"], [], "all")).provide({ [inside]: { value: 1 }, [outside]: { value: 1 } });
    const mine = lanWith(await aToken(["consume"], ["+*.seen", "-*"]));
    expect([...(await mine.read("")).keys()]).toEqual([inside]);
    expect([...(await mine.read(named(inside, outside))).keys()]).toEqual([inside]);
    expect((await mine.send("GET", "/consumer?since=0")).text).not.toContain(outside);
    const metrics = (await mine.send("GET", "/metrics")).text;
    expect([metrics.includes(inside), metrics.includes(outside)]).toEqual([true, false]);
  });

  test("for some registers is woken by those only", async () => {
    const [inside, outside] = [aName("heard"), aName("unheard")];
    const device = lanWith(await aToken(["provide"], [], "all"));
    const mine = lanWith(await aToken(["consume"], ["+*.heard", "-*"]));
    const poll = await mine.send("GET", "/consumer?since=0");
    const { revision } = JSON.parse(poll.text) as { revision: number };
    const parked = mine.send("GET", `/consumer?since=${revision}&wait=30s`);
    await device.provide({ [outside]: { value: 1 } });
    await device.provide({ [inside]: { value: 1 } });
    expect([...registersOf(await parked).keys()]).toEqual([inside]);
  });

  test("for some registers takes the change requests of those only, and sees no others", async () => {
    const [inside, outside] = [aName("mine"), aName("theirs")];
    await running.client.gate.setMode({ mode: "pass-through" });
    const asking = lanWith(await aToken(["request"], [], "scada"));
    const mine = lanWith(await aToken(["provide", "request"], ["+*.mine", "-*"]));
    const headers = { accept: "application/json" };
    const body = JSON.stringify({ registers: { [inside]: { value: 5 }, [outside]: { value: 6 } } });
    const { text } = await asking.send("PUT", "/consumer", { body, headers });
    const { requests } = JSON.parse(text) as { requests: Record<string, { id: string }> };
    expect([...(await mine.take("")).keys()]).toEqual([inside]);
    const ids = Object.values(requests).map(({ id }) => `id=${id}`);
    expect((await mine.send("GET", `/consumer/requests?${ids.join("&")}`)).text).not.toContain(outside);
    const foreign = `id=${requests[outside]?.id ?? ""}`;
    expect((await mine.send("DELETE", `/consumer/requests?${foreign}`)).status).toBe(404);
    const filed = (await running.client.changeRequests.list({ all: true })).find(({ register }) => register === inside);
    expect(filed?.requester.token).toBe("scada");
    await running.client.gate.setMode({ mode: "ask" });
  });
});

describe("Another Regdesk", () => {
  test.each([
    ["as its secret", (secret: string) => reader({ kind: "peer", url: running.url }, { secret })],
    ["in its address", (secret: string) => reader({ kind: "peer", url: `${running.url}/t/${secret}` })],
  ] as const)(
    "mirrors this one with a token %s, and says without it that one is needed",
    async (_where, readerWith) => {
      const name = aName("mirrored");
      const secret = await aToken(["provide", "consume"], ["+*.mirrored", "-*"]);
      await lanWith(secret).provide({ [name]: { value: 7 } });
      const [text = ""] = Object.values(textsOf(await readerWith(secret).fetch(undefined, NEVER)));
      expect(JSON.parse(text)).toMatchObject({ registers: { [name]: { value: 7 } } });
      const failure = await failureOf(readerWith(`rdt_${"A".repeat(43)}`).fetch(undefined, NEVER));
      expect(failure).toMatchObject({ class: "auth" });
      expect(failure.message).not.toContain("A".repeat(43));
    },
  );
});

describe("A poll that waits is refused at once", () => {
  test.each(["/consumer?name=a&wait=30s", "/provider?wait=30s"])("when its token is revoked: %s", async (path) => {
    const mine = lanWith(await aToken(["provide", "consume", "request"]));
    await mine.take(""); // may be owed an early answer by what went before
    const poll = await mine.park(path);
    await running.client.tokens.revoke({ name: "pump" });
    const { status, headers } = await poll.answer;
    expect([status, headers["www-authenticate"]]).toEqual([401, "Bearer"]);
  });

  test("when its token expires", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock });
    const wish = { name: "pump", scopes: ["consume" as const], registers: [], expiresAt: NOON + 60_000 };
    const { secret } = await host.client.tokens.add(wish);
    await host.client.tokens.require({ isRequired: true });
    const poll = await new Lan(() => `${host.lan.base}/t/${secret}`).park("/consumer?name=a&wait=1h");
    await clock.advance(60_000);
    expect((await poll.answer).status).toBe(401);
  });

  test("when it shows none and tokens are switched on", async () => {
    await running.client.tokens.require({ isRequired: false });
    const poll = await lan.park("/consumer?name=conformance.unseen&wait=30s");
    await running.client.tokens.require({ isRequired: true });
    expect((await poll.answer).status).toBe(401);
  });

  test("and a stream ends when its token is revoked", async () => {
    const mine = lanWith(await aToken(["consume"]));
    const stream = mine.send("GET", "/consumer/stream");
    await mine.settle();
    await running.client.tokens.revoke({ name: "pump" });
    expect((await stream).status).toBe(200);
  });
});
