import type { RegisterName } from "#shared/model/register.ts";
import { os } from "./context.ts";
import type { RegisterFeed } from "./register-feed.ts";

/** Takes expired registers off the list. */
export interface Archiver {
  /** @returns those that went */
  archive(names: readonly RegisterName[], by: string): RegisterName[];
}

export function registersRouter(feed: RegisterFeed, archiver: Archiver) {
  return os.registers.router({
    watch: os.registers.watch.handler(({ signal }) => feed.subscribe(signal)),
    archive: os.registers.archive.handler(({ input, context }) => archiver.archive(input.names, context.actor)),
  });
}
