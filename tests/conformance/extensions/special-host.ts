/** A host for tests that need its clock, its limits or its window; such a host is always one of our own. */
import { createRouterClient } from "@orpc/server";
import type { TestContext } from "vitest";
import { startHost, type HostOptions } from "#electron/host.ts";
import type { Client } from "#shared/contract/contract.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { Lan } from "../lan.ts";

export interface SpecialHost extends AsyncDisposable {
  readonly lan: Lan;
  /** What a window may ask. */
  readonly client: Client;
}

export async function specialHost(
  { skip }: TestContext,
  options: Pick<HostOptions, "clock" | "restLimits" | "capacity"> = {},
): Promise<SpecialHost> {
  if (process.env["REGDESK_CONFORMANCE_URL"] !== undefined) skip("it needs a host that is started for it");
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryDirectory());
  const devices = { host: "127.0.0.1", port: 0 };
  const host = started.use(await startHost({ dataDirectory: path, devices, logger: SILENT, ...options }));
  const client: Client = createRouterClient(await host.router(), { context: { actor: "conformance" } });
  const running = started.move();
  return {
    lan: new Lan(() => host.devicesUrl),
    client,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
