import type { Registry } from "../registry/registry.ts";
import { os } from "./context.ts";
import type { RegisterFeed } from "./register-feed.ts";

export function registersRouter(feed: RegisterFeed, registry: Pick<Registry, "archive">) {
  return os.registers.router({
    watch: os.registers.watch.handler(({ signal }) => feed.subscribe(signal)),
    archive: os.registers.archive.handler(({ input }) => registry.archive(input.names)),
  });
}
