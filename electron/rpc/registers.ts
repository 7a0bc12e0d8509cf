import { os } from "./context.ts";
import type { RegisterFeed } from "./register-feed.ts";

export function registersRouter(feed: RegisterFeed) {
  return os.registers.router({
    watch: os.registers.watch.handler(({ signal }) => feed.subscribe(signal)),
  });
}
