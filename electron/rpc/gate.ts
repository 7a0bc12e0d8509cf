import type { Policy } from "../change-requests/policy.ts";
import { TRIED_ON } from "../change-requests/trial.ts";
import { os } from "./context.ts";
import type { GateFeed } from "./gate-feed.ts";
import type { Past } from "./past.ts";

export function gateRouter(policy: Policy, feed: GateFeed, past: Past) {
  return os.gate.router({
    watch: os.gate.watch.handler(({ signal }) => feed.subscribe(signal)),
    policy: os.gate.policy.handler(() => policy.now),
    setMode: os.gate.setMode.handler(({ input, context }) => policy.setMode(input.mode, context.actor)),
    setLimits: os.gate.setLimits.handler(({ input: { limits = {}, denyNoteRequired }, context }) =>
      policy.setLimits(limits, denyNoteRequired, context.actor),
    ),
    saveRules: os.gate.saveRules.handler(({ input: { rules, version }, context }) =>
      policy.saveRules(rules, version, context.actor),
    ),
    tryRules: os.gate.tryRules.handler(async ({ input: { rules, mode } }) =>
      policy.tryRules(rules, mode, await past.latestRequests(TRIED_ON)),
    ),
  });
}
