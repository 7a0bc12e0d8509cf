import { ChangeRequestId, ChangeRequestState } from "#shared/model/change-request.ts";
import { RegisterName } from "#shared/model/register.ts";
import type { Transition } from "../change-requests/transition.ts";
import type { Database } from "./database.ts";

/** The audit: lines are added and never touched again; triggers in the schema see to that. */
interface TransitionRow {
  change_request: number;
  register: string;
  at: number;
  from_state: string | null;
  to_state: string;
  by: string;
  note: string | null;
}

/** The latest lines, oldest first. */
export function loadTransitions(database: Database, latest: number): Transition[] {
  const rows = database
    .prepare<[number], TransitionRow>("SELECT * FROM transitions ORDER BY id DESC LIMIT ?")
    .all(latest);
  return rows.reverse().map((row) => ({
    changeRequest: ChangeRequestId.parse(String(row.change_request)),
    register: RegisterName.parse(row.register),
    at: row.at,
    ...(row.from_state === null ? {} : { from: ChangeRequestState.parse(row.from_state) }),
    to: ChangeRequestState.parse(row.to_state),
    by: row.by,
    ...(row.note === null ? {} : { note: row.note }),
  }));
}

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
