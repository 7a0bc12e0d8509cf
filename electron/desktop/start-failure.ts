import { RegdeskError } from "#shared/errors.ts";
import { CommanderError } from "commander";
import { app, dialog } from "electron";

/** Says why Regdesk cannot start, and ends with exit code 1. Started from an icon it has no terminal, hence the dialog. */
export function sayWhyNot(error: unknown): void {
  dialog.showErrorBox("Regdesk cannot start", sentence(error));
  app.exit(1);
}

function sentence(error: unknown): string {
  if (error instanceof RegdeskError || error instanceof CommanderError) return error.message;
  return `This is a fault in Regdesk: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
