import { expect, test } from "vitest";
import { Tokens, type Judgement } from "#electron/tokens/tokens.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import { TokenBook, TokenName, TokenWish } from "#shared/model/token.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

const HOUR = 3_600_000;
const PUMP = TokenName.parse("pump");

/** A room over a store that keeps the latest book, and can be full. */
function aRoom(stored: TokenBook = TokenBook.parse({}), clock = new FakeClock()) {
  const store = {
    books: [] as TokenBook[],
    activity: [] as Activity[],
    isFull: false,
    append(activity: readonly Activity[], { tokens }: { readonly tokens: TokenBook }): Promise<void> {
      if (store.isFull) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "the disk is full"));
      store.books.push(TokenBook.parse(JSON.parse(JSON.stringify(tokens))));
      store.activity.push(...activity);
      return Promise.resolve();
    },
  };
  return { store, clock, tokens: new Tokens(store, clock, stored) };
}

function aWish(given: Partial<Record<keyof TokenWish, unknown>> = {}): TokenWish {
  return TokenWish.parse({ name: "pump", scopes: ["request", "provide"], ...given });
}

function nameIn(judgement: Judgement): string | undefined {
  return "grant" in judgement ? judgement.grant.name : judgement.fault;
}

test("A token is told once, and only its hash is kept", async () => {
  const { store, tokens } = aRoom();
  const { token, secret } = await tokens.add(aWish(), "anna");
  expect(secret).toMatch(/^rdt_[\w-]{43}$/);
  expect(token).toEqual({
    ...{ name: "pump", scopes: ["provide", "request"], registers: [] },
    ...{ createdAt: NOON, createdBy: "anna" },
  });
  expect(JSON.stringify([store, tokens.all()])).not.toContain(secret);
  expect(nameIn(tokens.judge(secret))).toBe("pump");
});

test("Every change is audited by the token's name, and is stored before it counts", async () => {
  const { store, tokens } = aRoom();
  store.isFull = true;
  await expect(tokens.add(aWish(), "anna")).rejects.toThrow("the disk is full");
  await expect(tokens.require(true, "anna")).rejects.toThrow("the disk is full");
  expect([tokens.all(), tokens.isRequired]).toEqual([[], false]);
  store.isFull = false;
  await tokens.add(aWish({ registers: ["+boiler.*", "-*"] }), "anna");
  await tokens.require(true, "bert");
  await tokens.require(true, "bert");
  await tokens.revoke(PUMP, "anna");
  await tokens.require(false, "bert");
  expect(store.activity).toEqual([
    {
      ...{ kind: "token-changed", change: "added", at: NOON, by: "anna", name: "pump" },
      after: '{"scopes":["provide","request"],"registers":["+boiler.*","-*"]}',
    },
    { kind: "tokens-switched", to: "on", at: NOON, by: "bert" },
    { kind: "token-changed", change: "revoked", at: NOON, by: "anna", name: "pump" },
    { kind: "tokens-switched", to: "off", at: NOON, by: "bert" },
  ]);
});

test("A token that expires is told of at its moment, and counts no more", async () => {
  const { clock, tokens } = aRoom();
  const { secret } = await tokens.add(aWish({ expiresAt: NOON + HOUR }), "anna");
  const judgement = tokens.judge(secret);
  if (!("grant" in judgement)) throw new Error("it counts");
  const heard: boolean[] = [];
  tokens.listen(() => heard.push(tokens.isGood(judgement.grant)));
  await clock.advance(HOUR - 1);
  expect(heard).toEqual([]);
  await clock.advance(1);
  expect(heard).toEqual([false]);
  expect(nameIn(tokens.judge(secret))).toBe("the token “pump” expired at 2026-06-01T13:00:00.000Z");
});

test("A token whose end the machine slept through counts no more, whatever timers did meanwhile", async () => {
  const { clock, tokens } = aRoom();
  const { secret } = await tokens.add(aWish({ expiresAt: NOON + HOUR }), "anna");
  clock.setWall(HOUR);
  expect(nameIn(tokens.judge(secret))).toMatch("expired");
});

test("A revoked token is told from one that never was, over a restart too, and its name is free again", async () => {
  const { store, tokens } = aRoom();
  const { secret } = await tokens.add(aWish(), "anna");
  await tokens.revoke(PUMP, "anna");
  await tokens.add(aWish(), "anna");
  const later = aRoom(store.books.at(-1)).tokens;
  expect(nameIn(later.judge(secret))).toBe("the token “pump” was revoked at 2026-06-01T12:00:00.000Z");
  expect(later.all().map(({ name }) => name)).toEqual(["pump"]);
  await expect(later.revoke(TokenName.parse("lamp"), "anna")).rejects.toThrow("There is no token “lamp”");
});

test("The last use is stored a minute later, once for all uses meanwhile, and with the end of the host", async () => {
  const { store, clock, tokens } = aRoom();
  const { secret } = await tokens.add(aWish(), "anna");
  const judgement = tokens.judge(secret);
  if (!("grant" in judgement)) throw new Error("it counts");
  for (let use = 0; use < 100; use++) tokens.used(judgement.grant, "192.168.1.31");
  expect(tokens.all()).toMatchObject([{ lastUsedAt: NOON, lastUsedFrom: "192.168.1.31" }]);
  await clock.advance(60_000);
  expect(store.books.map(({ tokens: [token] }) => token?.lastUsedAt)).toEqual([undefined, NOON]);
  expect(tokens.isGood(judgement.grant)).toBe(true);
  tokens.used(judgement.grant, "192.168.1.32");
  await tokens[Symbol.asyncDispose]();
  expect(store.books.at(-1)?.tokens).toMatchObject([{ lastUsedAt: NOON + 60_000, lastUsedFrom: "192.168.1.32" }]);
  expect(clock.timers).toBe(0);
});

test("What cannot be meant is refused, with what to do", async () => {
  const { tokens } = aRoom();
  await tokens.add(aWish(), "anna");
  await expect(tokens.add(aWish(), "anna")).rejects.toThrow("There is a token “pump” already; choose another name");
  const refusal = (given: Parameters<typeof aWish>[0]) => tokens.add(aWish({ name: "lamp", ...given }), "anna");
  await expect(refusal({ registers: ["+lamp.*"] })).rejects.toThrow("end with -* to include nothing else");
  await expect(refusal({ expiresAt: NOON })).rejects.toThrow("it would be expired since 2026-06-01T12:00:00.000Z");
});

test("Who sent without a token is known for some minutes", async () => {
  const { clock, tokens } = aRoom();
  tokens.missed("192.168.1.31");
  await clock.advance(200_000);
  tokens.missed("192.168.1.32");
  expect(tokens.missedLately()).toEqual(["192.168.1.31", "192.168.1.32"]);
  await clock.advance(200_000);
  expect(tokens.missedLately()).toEqual(["192.168.1.32"]);
});

test("A program of the host itself is let in, is in no list, and can be held against no rule", () => {
  const { tokens } = aRoom();
  const judgement = tokens.judge(tokens.passFor());
  if (!("grant" in judgement)) throw new Error("it counts");
  expect([judgement.grant.name, tokens.isGood(judgement.grant), tokens.all()]).toEqual([undefined, true, []]);
});
