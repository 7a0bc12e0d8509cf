import { InvalidArgumentError, type Command } from "commander";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { verifyAudit, type AuditVerdict } from "../store/audit-verification.ts";
import { databaseIn } from "./audit-reading.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

interface VerifyOptions {
  readonly dataDir: string;
  readonly file?: string;
  readonly head?: string;
  readonly json: boolean;
}

export function addAuditVerifyCommand(audit: Command): void {
  audit
    .command("verify")
    .description(
      "prove that no line was altered, removed or moved, whether Regdesk runs or not; exit code 1 if one was",
    )
    .option("--file <file>", "an export in jsonl, a backup, or a database that was set aside", (path) => resolve(path))
    .option("--head <hash>", "a hash that was the newest once: proves that nothing was cut off since", hashOf)
    .addOption(jsonOption("print one line of JSON"))
    .addOption(dataDirectoryOption())
    .action(async ({ dataDir, file, head, json }: VerifyOptions) => {
      if (file !== undefined && !existsSync(file))
        throw new RegdeskError("STORE_UNAVAILABLE", `There is no file ${file}; check its name after --file`);
      const path = file ?? databaseIn(dataDir);
      const verdict = await verifyAudit(path, head);
      process.stdout.write(json ? `${JSON.stringify(asJson(verdict))}\n` : `${sentenceOn(path, verdict)}\n`);
      if (verdict.broken !== undefined) process.exitCode = 1;
    });
}

function asJson({ lines, head, broken }: AuditVerdict) {
  return { whole: broken === undefined, lines, head, broken: broken ?? null };
}

function sentenceOn(path: string, { lines, head, broken }: AuditVerdict): string {
  if (broken === undefined) {
    return `The audit in ${path} is whole: ${lines} lines. The newest has the hash\n${head}\nKeep it elsewhere; --head then proves that nothing was cut off.`;
  }
  return `The audit in ${path} is broken at line ${broken.line}: ${broken.reason}.\nThe ${lines} lines before it are whole; the last of them has the hash\n${head}`;
}

function hashOf(text: string): string {
  const hash = text.toLowerCase();
  if (/^[\da-f]{64}$/.test(hash)) return hash;
  throw new InvalidArgumentError("A hash is 64 hexadecimal digits.");
}
