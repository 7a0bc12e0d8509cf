import type { GateFeed } from "#shared/contract/gate.ts";
import type { Client } from "#shared/contract/contract.ts";
import type { GateLimits, GateMode, GatePolicy, Rule, TrialVerdict } from "#shared/model/gate.ts";
import { until } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** What decides about change requests without the technician's hand: the mode, the rules, and how long things may take. */
export class GateState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  /** As the host has it; nothing before it has said. */
  policy = $state.raw<GatePolicy>();
  /** How often each rule has decided within 24 hours. */
  hits = $state.raw<GateFeed["hits"]>({});

  readonly mode: GateMode | undefined = $derived.by(() => this.policy?.mode);
  readonly rules: readonly Rule[] = $derived.by(() => this.policy?.rules ?? []);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** @throws {Error} when it is not so, its message a sentence for the technician */
  async setMode(mode: GateMode): Promise<void> {
    this.#keep(await this.#call((client) => client.gate.setMode({ mode })));
  }

  /** @returns whether it is so now; else the technician has been told why not */
  setLimits(limits: Partial<GateLimits>): Promise<boolean> {
    return this.#change((client) => client.gate.setLimits({ limits }));
  }

  setDenyNoteRequired(denyNoteRequired: boolean): Promise<boolean> {
    return this.#change((client) => client.gate.setLimits({ denyNoteRequired }));
  }

  /** @param version of the policy that the rules were made from
   *  @throws {Error} when they are not saved: `RULES_CHANGED_MEANWHILE` when somebody else was faster */
  async saveRules(rules: readonly Rule[], version: number): Promise<void> {
    this.#keep(await this.#call((client) => client.gate.saveRules({ rules: [...rules], version })));
  }

  /** What these rules would have decided, oldest first. @throws {Error} its message a sentence for the technician */
  tryRules(rules: readonly Rule[]): Promise<TrialVerdict[]> {
    return this.#call((client) => client.gate.tryRules({ rules: [...rules] }));
  }

  /** As the host has it at this moment, when somebody was faster and the feed has not said so yet. */
  async fetchPolicy(): Promise<GatePolicy> {
    const policy = await this.#call((client) => client.gate.policy());
    this.#keep(policy);
    return policy;
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const { policy, hits } of until(signal, await client.gate.watch())) {
      this.policy = policy;
      this.hits = hits;
    }
  }

  async #change(change: (client: Client) => Promise<GatePolicy>): Promise<boolean> {
    try {
      this.#keep(await this.#call(change));
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  /** The answer and the feed may cross: what is older does not count. */
  #keep(policy: GatePolicy): void {
    if (policy.version >= (this.policy?.version ?? 0)) this.policy = policy;
  }
}
