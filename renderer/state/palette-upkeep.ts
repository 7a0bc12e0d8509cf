/** What the palette offers of the work that has its buttons on one screen each: keeping, taking along, showing. */
import type { RegisterName } from "#shared/model/register.ts";
import type { Action } from "../lib/key-bindings.ts";
import { text } from "../lib/messages/messages.ts";
import type { Section } from "../lib/route.ts";
import type { AppState } from "./app.ts";
import { openHistoryExport } from "./history-export-dialog.svelte.ts";
import type { Offer } from "./palette.ts";
import { openValuesThen } from "./values-then.svelte.ts";
import { registerListOf } from "./register-list.svelte.ts";

/** What one wants to know of the past is seldom just over. */
const HOUR = 3_600_000;

export function upkeepOffers(app: AppState): Offer[] {
  const { gate, backups, recordings, preferences, commands, registers, changeRequests } = app;
  const t = text.palette.actions;
  const isRecording = recordings.running !== undefined;
  return [
    ...(backups.work ? [] : [{ id: "backup", label: t.backUp, run: () => backUp(app) }]),
    { id: "record", label: isRecording ? text.recordings.stop : t.record, run: () => recordings.toggle() },
    ...(registers.size > 0 ? [asking(app, "registers", "export", t.exportRegisters, "export")] : []),
    { id: "then", label: text.past.then.open, run: () => openValuesThen(app.ticker.now - HOUR) },
    { id: "history export", label: text.past.export.open, run: () => openHistoryExport(picked(app)) },
    ...(changeRequests.done.length > 0
      ? [asking(app, "changes", "export", t.exportChanges, "exportDone", { tab: "done" })]
      : []),
    asking(app, "activity", "export", t.exportActivity, "exportActivity"),
    asking(app, "settings", "import", t.importRegisters),
    asking(app, "settings", "save-settings", t.saveSettings),
    asking(app, "settings", "open-settings", t.openSettings),
    asking(app, "help", "bundle", t.bundle),
    asking(app, "settings", "erase", t.erase),
    asking(app, "connect", "qr-code", t.qrCode, "qrCode"),
    ...(gate.policy ? [{ id: "test", label: t.testRequest, run: () => sendTest(app) }] : []),
    {
      id: "introduction",
      label: t.introduction,
      run: () => {
        preferences.change({ introduced: false });
        commands.go("overview");
      },
    },
  ];
}

/** Goes to a screen and asks it for one of its dialogs. */
function asking(
  { router }: AppState,
  section: Section,
  ask: string,
  label: string,
  action?: Action,
  query: Readonly<Record<string, string>> = {},
): Offer {
  const run = () => router.go({ section, query: { ...query, ask } });
  return { id: `${section} ${ask}`, label, run, ...(action ? { action } : {}) };
}

/** The register that is open, or those that are selected; without either, all. */
function picked(app: AppState): RegisterName[] {
  const { opened, selection } = registerListOf(app);
  if (selection.size > 0) return [...selection.names];
  return opened === undefined || app.router.route.section !== "registers" ? [] : [opened];
}

async function backUp({ backups, toasts }: AppState): Promise<void> {
  if (await backups.make()) toasts.say(text.backups.made);
}

async function sendTest({ changeRequests, toasts, commands }: AppState): Promise<void> {
  const request = await changeRequests.sendTest();
  if (!request) return;
  toasts.say(text.changes.emptyPending.tested(request.id));
  commands.go("changes");
}
