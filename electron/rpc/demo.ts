import { os } from "./context.ts";

/** Plays the demo site, or does not. */
export interface DemoPlayer {
  start(by: string): void;
  /** Stops it and removes everything it left. */
  stop(by: string): Promise<void>;
}

export function demoRouter(player: DemoPlayer) {
  return os.demo.router({
    start: os.demo.start.handler(({ context }) => player.start(context.actor)),
    stop: os.demo.stop.handler(({ context }) => player.stop(context.actor)),
  });
}
