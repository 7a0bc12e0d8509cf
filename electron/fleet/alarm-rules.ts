import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { AlarmRule, AlarmRuleId } from "#shared/model/alarm.ts";
import type { FleetOrders } from "./fleet-orders.ts";

export interface AlarmRulesOptions {
  readonly clock: Clock;
  readonly orders: FleetOrders;
  /** Called once it counts. @param after the rule as it is now; undefined when it is no more */
  readonly onChanged: (id: AlarmRuleId, after: AlarmRule | undefined) => void;
}

/** The rules of alarms, as people change them. */
export class AlarmRules {
  readonly #options: AlarmRulesOptions;

  constructor(options: AlarmRulesOptions) {
    this.#options = options;
  }

  all(): readonly AlarmRule[] {
    return this.#options.orders.policy.alarmRules;
  }

  /** Adds a rule, or takes the place of the one with its id. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async save(rule: AlarmRule, by: string): Promise<AlarmRule> {
    const { orders, onChanged } = this.#options;
    await orders.inTurn(async () => {
      const before = this.all().find(({ id }) => id === rule.id);
      const rules =
        before === undefined ? [...this.all(), rule] : this.all().map((one) => (one.id === rule.id ? rule : one));
      await this.#say(rules, this.#line(before, rule, by));
      onChanged(rule.id, rule);
    });
    return rule;
  }

  /** Adds a rule unless its id or its name is taken: no other one gives way. @returns whether it came
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  add(rule: AlarmRule, by: string): Promise<boolean> {
    const { orders, onChanged } = this.#options;
    return orders.inTurn(async () => {
      if (this.all().some(({ id, name }) => id === rule.id || name === rule.name)) return false;
      await this.#say([...this.all(), rule], this.#line(undefined, rule, by));
      onChanged(rule.id, rule);
      return true;
    });
  }

  /** @throws {RegdeskError} `ALARM_RULE_NOT_FOUND`, `STORE_UNAVAILABLE` */
  remove(id: AlarmRuleId, by: string): Promise<void> {
    const { orders, onChanged } = this.#options;
    return orders.inTurn(async () => {
      const before = this.all().find((rule) => rule.id === id);
      if (before === undefined) {
        const message = `There is no alarm rule ${id}; \`regdesk alarms rules\` shows them all`;
        throw new RegdeskError("ALARM_RULE_NOT_FOUND", message);
      }
      const rules = this.all().filter((rule) => rule !== before);
      await this.#say(rules, this.#line(before, undefined, by));
      onChanged(id, undefined);
    });
  }

  async #say(alarmRules: readonly AlarmRule[], line: Activity): Promise<void> {
    const { orders } = this.#options;
    await orders.say([line], {}, { ...orders.policy, alarmRules: [...alarmRules] });
  }

  #line(before: AlarmRule | undefined, after: AlarmRule | undefined, by: string): Activity {
    const { id = "", name = "" } = after ?? before ?? {};
    return {
      kind: "alarm-rule-changed",
      at: this.#options.clock.now(),
      by,
      change: before === undefined ? "added" : after === undefined ? "removed" : "changed",
      rule: { id, name },
      ...(before === undefined ? {} : { before: jsonText(before) }),
      ...(after === undefined ? {} : { after: jsonText(after) }),
    };
  }
}
