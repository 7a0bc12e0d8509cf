/** The dialog in which a technician asks for a change. There is one for the page, and anything on it may open it. */
import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";

interface Asked {
  readonly name: RegisterName;
  /** What the editor starts with; else the present value. */
  readonly value: JsonText | undefined;
}

let asked = $state.raw<Asked>();

export function openAskForChange(name: RegisterName, value?: JsonText): void {
  asked = { name, value };
}

export function closeAskForChange(): void {
  asked = undefined;
}

/** What is being asked for; nothing while the dialog is closed. */
export function askedForChange(): Asked | undefined {
  return asked;
}
