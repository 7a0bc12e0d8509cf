import type { ChangeRequest } from "#shared/model/change-request.ts";
import { text } from "../../../lib/messages/messages.ts";
import type { AppState } from "../../../state/app.ts";

/** Says how many were decided; approvals can be taken back together as long as the first of them has not gone out. */
export function offerUndoOf(
  { toasts, changeRequests, ticker }: AppState,
  how: "approve" | "deny",
  decided: readonly ChangeRequest[],
): void {
  if (decided.length === 0) return;
  const t = text.changes.bulk;
  const sentence = how === "approve" ? t.approved(decided.length) : t.denied(decided.length);
  const lasts = Math.min(...decided.map(({ deliverableAt }) => deliverableAt ?? 0)) - ticker.now;
  if (how === "deny" || lasts <= 0) toasts.say(sentence);
  else toasts.undoable({ sentence, undo: () => changeRequests.takeBackEach(decided), lasts });
}
