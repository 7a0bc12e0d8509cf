/** Any policy and any course of requests: small worlds, in which rules often are about requests. */
import fc from "fast-check";
import { Rule, type GateMode } from "#shared/model/gate.ts";
import { NOON } from "#tests/support/fake-clock.ts";

const MINUTE = 60_000;
const REGISTERS = ["boiler.setpoint", "boiler.raw", "lamp.on", ""];
const DEVICES = ["pump-1", "pump-2", "Roof pump"];
const ADDRESSES = ["192.168.1.30", "192.168.2.30", "10.0.0.7", "::ffff:192.168.1.31", "2001:db8::30"];

const TOKENS = ["scada", "phone"];

/** One of the devices has a name of its own, and another on the wire. */
export const FLEET = { namesOf: (register: string) => (register === "lamp.on" ? ["Roof pump", "pump-1"] : []) };

/** What happens to a gate, in the order of the list. */
export type Happening =
  | {
      readonly kind: "request";
      readonly register: string;
      readonly value: unknown;
      readonly address: string;
      readonly token: string | undefined;
    }
  | { readonly kind: "report"; readonly register: string; readonly value: unknown; readonly device: string | undefined }
  | { readonly kind: "pass"; readonly milliseconds: number };

const register = fc.constantFrom(...REGISTERS);
/** Close together, so that steps between them are now small enough and now too large. */
const number = fc.integer({ min: -25, max: 25 }).map((tenths) => tenths / 10);
export const anyValue = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, "on", [1], { a: 1 }) },
);

const filter = (names: readonly string[]) =>
  fc.array(
    fc
      .tuple(fc.constantFrom("+", "-"), fc.constantFrom(...names.filter((name) => name !== ""), "boiler.*", "*1", "*"))
      .map((parts) => parts.join("")),
    { maxLength: 3 },
  );

const hours = fc.record({
  from: fc.constantFrom("00:00", "06:30", "12:00", "12:05", "22:00"),
  to: fc.constantFrom("00:30", "06:00", "12:04", "13:00", "23:59"),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
});

/** Mostly not there: of a rule with many clauses nothing is ever about. */
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const some = <T>(list: fc.Arbitrary<T[]>) => optional(list).map((given) => given ?? []);

const limits = fc.record({
  type: optional(fc.constantFrom("number", "string", "boolean", "array", "object", "null")),
  min: optional(fc.integer({ min: -2, max: 1 })),
  max: optional(fc.integer({ min: -1, max: 2 })),
  step: fc.option(fc.constantFrom(0.1, 0.5, 1, 2), { nil: undefined, freq: 2 }),
  perMinute: optional(fc.integer({ min: 1, max: 3 })),
});

export const anyRules: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      enabled: fc.constantFrom(true, true, true, false),
      action: fc.constantFrom("approve", "deny", "ask"),
      registers: some(filter(REGISTERS)),
      devices: some(filter(DEVICES)),
      requesters: some(
        fc.array(fc.constantFrom(...ADDRESSES.slice(0, 3), "192.168.0.0/16", "2001:db8::/32"), {
          maxLength: 2,
        }),
      ),
      tokens: some(fc.array(fc.constantFrom(...TOKENS), { maxLength: 2 })),
      hours: optional(hours),
      limits,
      activeUntil: optional(fc.integer({ min: -5, max: 10 }).map((minutes) => NOON + minutes * MINUTE)),
    }),
    { maxLength: 5 },
  )
  .map((rules) => rules.map((rule, index) => Rule.parse({ ...rule, id: `${index}`, name: `Rule ${index}` })));

export const anyMode: fc.Arbitrary<GateMode> = fc.constantFrom("ask", "ask", "rules", "rules", "pass-through");

export const anyCourse: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("request" as const),
        register,
        value: anyValue,
        address: fc.constantFrom(...ADDRESSES),
        token: fc.constantFrom(undefined, ...TOKENS),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("report" as const),
        register,
        value: anyValue,
        device: optional(fc.constantFrom(...DEVICES)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("pass" as const),
        milliseconds: fc.oneof(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 12 * 60 * MINUTE })),
      }),
    },
  ),
  { maxLength: 40 },
);
