import { parseJson } from "#shared/json.ts";
import type { Override } from "#shared/model/override.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Registry } from "../registry/registry.ts";

/** The values that technicians put in the place of a source's. */
export class Overrides {
  readonly #registry: Registry;
  readonly #byRegister = new Map<RegisterName, Override>();

  constructor(registry: Registry, stored: readonly Override[]) {
    this.#registry = registry;
    for (const override of stored) this.show(override);
  }

  find(register: RegisterName): Override | undefined {
    return this.#byRegister.get(register);
  }

  /** Call when it is stored. */
  show(override: Override): void {
    this.#byRegister.set(override.register, override);
    this.#registry.override(override.register, parseJson(override.value));
  }

  /** Call when that is stored. */
  clear(register: RegisterName): void {
    if (this.#byRegister.delete(register)) this.#registry.override(register, undefined);
  }

  /** Those of registers that nobody but this source provides. */
  onlyOf(source: string): RegisterName[] {
    return [...this.#byRegister.keys()].filter((name) => {
      const sources = this.#registry.sourcesOf(name);
      return sources.length === 1 && sources[0] === source;
    });
  }
}
