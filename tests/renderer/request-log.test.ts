import "../support/plain-runes.ts";
import { describe, expect, test } from "vitest";
import type { Client } from "#shared/contract/contract.ts";
import type { RequestLogFeed } from "#shared/contract/network.ts";
import type { NotedRequest, RequestChoice } from "#shared/model/request-log.ts";
import { askedText, lineText, toneOf, yieldText } from "../../renderer/lib/request-line.ts";
import { RequestLogState } from "../../renderer/state/request-log.svelte.ts";

const REQUEST: NotedRequest = {
  ...{ number: 1, at: Date.UTC(2026, 5, 1, 12), address: "10.0.0.1", method: "PUT", path: "/provider", status: 204 },
  ...{ yield: "provided", count: 3, waited: 0, message: "" },
};

/** The latest first, as the host tells them. */
const numbered = (from: number, until: number): NotedRequest[] =>
  Array.from({ length: from - until + 1 }, (_, index) => ({ ...REQUEST, number: from - index }));

/** A host that has told this much of each choice, and goes on being silent. */
async function following(
  messages: readonly RequestLogFeed[],
  acts: (log: RequestLogState, told: number) => void = () => undefined,
): Promise<{ log: RequestLogState; asked: RequestChoice[] }> {
  const asked: RequestChoice[] = [];
  async function* feed() {
    for (const [index, message] of messages.entries()) {
      acts(log, index);
      yield await Promise.resolve(message);
    }
  }
  const network = {
    requests: ({ choice }: { choice: RequestChoice }) => Promise.resolve((asked.push(choice), feed())),
    keptRequests: () => Promise.resolve(numbered(500, 1)),
  };
  const call = <Result>(ask: (client: Client) => Promise<Result>) => ask({ network } as unknown as Client);
  const log = new RequestLogState(call, (error) => {
    throw error;
  });
  await log.follow("all", new AbortController().signal);
  return { log, asked };
}

const snapshot = (from: number, until: number): RequestLogFeed => ({
  ...{ kind: "snapshot", sequence: 0, requests: numbered(from, until) },
});
const delta = (sequence: number, from: number, until: number): RequestLogFeed => ({
  ...{ kind: "delta", sequence, requests: numbered(from, until) },
});
const ends = ({ shown }: RequestLogState) => [shown?.[0]?.number, shown?.at(-1)?.number, shown?.length];

describe("The request log in the window", () => {
  test("shows the fifty latest as they come", async () => {
    const { log } = await following([snapshot(40, 1), delta(1, 60, 41)]);
    expect([ends(log), log.newer, log.isStill]).toEqual([[60, 11, 50], 0, false]);
  });

  test("stands still while somebody looks, counts what comes, and catches up when they leave", async () => {
    const { log } = await following([snapshot(2, 1), delta(1, 5, 3), delta(2, 900, 851)], (log, told) => {
      if (told === 1) log.hold(true);
    });
    const still = [ends(log), log.newer, log.isStill];
    log.hold(false);
    expect([still, [ends(log), log.newer, log.isStill]]).toEqual([
      [[2, 1, 2], 898, true],
      [[900, 851, 50], 0, false],
    ]);
  });

  test("shows all that are kept until somebody goes back to the latest", async () => {
    const { log } = await following([snapshot(500, 451)]);
    await log.showAll();
    log.hold(true);
    log.hold(false);
    const whole = [ends(log), log.isWhole, log.isStill];
    log.showLatest();
    expect([whole, ends(log), log.isWhole]).toEqual([[[500, 1, 500], true, true], [500, 451, 50], false]);
  });

  test("shows nothing of one choice that was on its way when another was made", async () => {
    const { log } = await following([snapshot(2, 1), delta(1, 3, 3)], (log, told) => {
      if (told === 1) log.choose("refused");
    });
    expect(log.shown).toBeUndefined();
  });

  test("shows nothing of one choice under another, also while it stands still", async () => {
    const { log, asked } = await following([snapshot(2, 1)]);
    log.hold(true);
    log.choose("refused");
    const between = log.shown;
    await log.follow("refused", new AbortController().signal);
    expect([asked, between, ends(log)]).toEqual([["all", "refused"], undefined, [2, 1, 2]]);
  });
});

describe("A line of the request log", () => {
  const refused = { ...REQUEST, status: 400, yield: "none", count: 0, message: "registers: is missing" } as const;
  const poll = { ...REQUEST, method: "GET", path: "/consumer?wait=30s", status: 200, yield: "read" } as const;
  const hungUp = { ...poll, status: 0, yield: "none", count: 0, waited: 12_400 } as const;

  test("says what came of the request and how long it waited", () => {
    const fast = { ...poll, yield: "handed-out", count: 1, waited: 8 } as const;
    expect([REQUEST, { ...poll, count: 812, waited: 30_000 }, fast, hungUp, refused].map(yieldText)).toEqual([
      "3 registers",
      "812 bytes · waited 30 s",
      "1 change handed out · waited 8\u00a0ms",
      "hung up before the answer · waited 12 s",
      "",
    ]);
  });

  test("shows whose fault it is that something went wrong", () => {
    const fault = { ...refused, status: 500 };
    expect([REQUEST, refused, fault, hungUp].map(toneOf)).toEqual(["ok", "late", "bad", "off"]);
  });

  test("says so where there was no whole request", () => {
    expect(askedText({ ...refused, method: "", path: "" })).toBe("no whole request");
  });

  test("is copied with everything that the maker of a device needs", () => {
    expect(lineText(refused)).toBe("2026-06-01T12:00:00.000Z  10.0.0.1  PUT /provider  400  registers: is missing");
  });
});
