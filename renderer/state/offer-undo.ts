import type { ChangeRequest } from "#shared/model/change-request.ts";
import { text } from "../lib/messages/messages.ts";
import { unitOf } from "../lib/metadata.ts";
import { valueWithUnit } from "../lib/value.ts";
import type { AppState } from "./app.ts";

/** Says what was approved or asked for, and lets it be taken back as long as it has not gone out. */
export function offerUndo(
  { toasts, changeRequests, registers, ticker }: AppState,
  request: ChangeRequest,
  sentence: (name: string, value: string) => string,
): void {
  const { register, value, deliverableAt } = request;
  const words = sentence(
    register || text.registers.emptyName,
    valueWithUnit(value, unitOf(registers.find(register) ?? {})),
  );
  const lasts = (deliverableAt ?? 0) - ticker.now;
  if (request.state !== "approved" || lasts <= 0) toasts.say(words);
  else toasts.undoable({ sentence: words, undo: () => changeRequests.takeBack(request), lasts });
}
