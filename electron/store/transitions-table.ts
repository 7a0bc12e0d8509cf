import type { Transition } from "../change-requests/transition.ts";
import type { Database } from "./database.ts";

/** The audit: lines are added and never touched again; triggers in the schema see to that. */
export function transitionsTable(database: Database) {
  const insert = database.prepare<[number, string, number, string | null, string, string, string | null]>(`
    INSERT INTO transitions (change_request, register, at, from_state, to_state, by, note) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  return {
    append(transition: Transition): void {
      const { changeRequest, register, at, from, to, by, note } = transition;
      insert.run(Number(changeRequest), register, at, from ?? null, to, by, note ?? null);
    },
  };
}
