/** The host under test: the one at `REGDESK_CONFORMANCE_URL`, else a real one started for each test file. */
import { createRouterClient } from "@orpc/server";
import { startHost, type Host } from "#electron/host.ts";
import type { Client } from "#shared/contract/contract.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, type TestContext } from "vitest";
import { Lan } from "./lan.ts";

const GIVEN_URL = process.env["REGDESK_CONFORMANCE_URL"];

/** The technician's side, which only a host of our own opens to the tests. */
export interface Gate {
  /** Approves what is pending for the register and lets its device pick it up at once. */
  approve(name: string): Promise<void>;
  deny(name: string): Promise<void>;
}

export interface OwnHost extends AsyncDisposable {
  readonly lan: Lan;
  readonly gate: Gate;
  /** Stops the host; its data directory stays for a later `restart`. */
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export interface Target {
  readonly lan: Lan;
  /** The gate; the test is skipped where it is somebody else's. */
  gate(test: TestContext): Gate;
}

/** Call once at the top of a test file. */
export function useTarget(): Target {
  let own: OwnHost | undefined;
  beforeAll(async () => {
    if (GIVEN_URL === undefined) own = await startOwnHost();
  });
  afterAll(async () => own?.[Symbol.asyncDispose]());
  return {
    lan: new Lan(() => GIVEN_URL ?? own?.lan.base ?? ""),
    gate: ({ skip }) => own?.gate ?? skip("the gate of the host at REGDESK_CONFORMANCE_URL is not ours to open"),
  };
}

/** For tests that stop the host. */
export async function ownHost({ skip }: TestContext): Promise<OwnHost> {
  if (GIVEN_URL !== undefined) skip("the host at REGDESK_CONFORMANCE_URL is not ours to stop");
  return startOwnHost();
}

async function startOwnHost(): Promise<OwnHost> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), "regdesk-conformance-"));
  const start = async (): Promise<Host> =>
    startHost({ dataDirectory, devices: { host: "127.0.0.1", port: 0 }, logger: pino({ level: "silent" }) });
  let host = await start();
  let router = await host.router();
  const stop = async (): Promise<void> => host[Symbol.asyncDispose]();
  return {
    lan: new Lan(() => host.devicesUrl),
    gate: gateOf(() => createRouterClient(router, { context: { actor: "conformance" } })),
    stop,
    restart: async () => {
      host = await start();
      router = await host.router();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

function gateOf(client: () => Client): Gate {
  const pendingFor = async (name: string) => {
    const requests = await client().changeRequests.list({ all: false });
    return requests.filter(({ register, state }) => register === name && state === "pending").map(({ id }) => id);
  };
  return {
    async approve(name) {
      await client().changeRequests.approve({ ids: await pendingFor(name), now: true });
    },
    async deny(name) {
      await client().changeRequests.deny({ ids: await pendingFor(name), note: "not now" });
    },
  };
}
