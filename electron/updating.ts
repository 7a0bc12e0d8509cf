/** What the host answers about newer versions, and what changed in its own. */
import { readFile } from "node:fs/promises";
import type { Clock } from "#shared/clock.ts";
import { changelogPath, VERSION } from "./config.ts";
import { StateFeed } from "./rpc/state-feed.ts";
import type { UpdatesParts } from "./rpc/updates.ts";
import type { HostSettings } from "./settings/settings.ts";
import { packedAs } from "./updates/packing.ts";
import { Updates } from "./updates/updates.ts";

export interface Updating extends AsyncDisposable {
  readonly parts: UpdatesParts;
}

export function startUpdating(settings: HostSettings, clock: Clock): Updating {
  const started = new AsyncDisposableStack();
  const { platform, arch, env } = process;
  const machine = { platform, arch, packed: packedAs(env) };
  const address = () => settings.now.updateAddress;
  const updates = started.use(new Updates({ current: VERSION, machine, address, clock }));
  const updatesFeed = started.use(
    new StateFeed({ state: () => updates.state, listen: (listener) => updates.listen(listener), clock }),
  );
  const changelog = () => readFile(changelogPath(), "utf8");
  return { parts: { updates, updatesFeed, changelog }, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
