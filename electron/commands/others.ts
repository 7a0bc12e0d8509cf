import type { Command } from "commander";
import { addAlarmsCommands } from "./alarms.ts";
import { addAuditCommands } from "./audit.ts";
import { addBackupCommands } from "./backups.ts";
import { addDecisionCommands } from "./decisions.ts";
import { addDemoCommand } from "./demo.ts";
import { addDevicesCommands } from "./devices.ts";
import { addDiagnosticsCommand } from "./diagnostics.ts";
import { addHistoryCommand } from "./history.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addEraseCommand } from "./erase.ts";
import { addImportCommand } from "./import.ts";
import { addModeCommand } from "./mode.ts";
import { addRequestsCommand } from "./requests.ts";
import { addRulesCommands } from "./rules.ts";
import { addRunsCommand } from "./runs.ts";
import { addSourcesCommands } from "./sources.ts";
import { addSyncCommand } from "./sync.ts";
import { addTokensCommands } from "./tokens.ts";
import { addUpdateCommand } from "./update.ts";

/** Every command besides `serve`. */
export function addOtherCommands(program: Command): void {
  addRequestsCommand(program);
  addDecisionCommands(program);
  addModeCommand(program);
  addRulesCommands(program);
  addTokensCommands(program);
  addDevicesCommands(program);
  addAlarmsCommands(program);
  addSourcesCommands(program);
  addSyncCommand(program);
  addRunsCommand(program);
  addAuditCommands(program);
  addHistoryCommand(program);
  addBackupCommands(program);
  addEraseCommand(program);
  addImportCommand(program);
  addDiagnosticsCommand(program);
  addDoctorCommand(program);
  addDemoCommand(program);
  addUpdateCommand(program);
}
