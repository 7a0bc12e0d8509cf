import { basename } from "node:path";
import type { Clock } from "#shared/clock.ts";
import type { MergeOrigin } from "#shared/contract/backups.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { BackupMerge, MergePart } from "#shared/model/backup-merge.ts";
import type { Audit } from "./audit/audit.ts";
import { inWordsOfTheFile, type BackupKeeper } from "./backup-keeper.ts";
import type { Policy } from "./change-requests/policy.ts";
import type { KeptFleet } from "./kept-fleet.ts";
import { alarmRuleSteps } from "./merge/alarm-rule-steps.ts";
import { Counterparts, deviceSteps } from "./merge/device-steps.ts";
import { gateRuleSteps } from "./merge/gate-rule-steps.ts";
import { savedViewSteps, type Views } from "./merge/saved-view-steps.ts";
import { settingSteps } from "./merge/setting-steps.ts";
import { sourceSteps } from "./merge/source-steps.ts";
import { barred, refused, type MergeStep } from "./merge/step.ts";
import type { HostSettings } from "./settings/settings.ts";
import { madeByPeopleIn } from "./store/backup-work.ts";
import type { MadeByPeople } from "./store/made-by-people.ts";
import type { SyncManager } from "./sync/sync-manager.ts";
import type { Uploads } from "./uploads.ts";

export interface BackupMergerOptions {
  readonly backups: Pick<BackupKeeper, "path">;
  readonly uploads: Uploads;
  readonly syncManager: SyncManager;
  readonly policy: Policy;
  readonly fleet: Pick<KeptFleet, "adoption" | "alarms">;
  readonly settings: HostSettings;
  readonly preferences: Views;
  readonly audit: Pick<Audit, "note">;
  readonly clock: Clock;
}

/** Takes in from a backup what people made and this installation lacks, while it runs. Nothing that is here is altered or
 *  removed, and each thing goes through its own room, which may refuse it: the rest goes on. */
export class BackupMerger implements AsyncDisposable {
  readonly #options: BackupMergerOptions;
  readonly #stopping = new AbortController();
  /** One after the other: the second finds what the first brought. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: BackupMergerOptions) {
    this.#options = options;
  }

  /** What would come in. @throws {RegdeskError} `BACKUP_NOT_FOUND`, `BACKUP_INVALID`, `DATABASE_TOO_NEW`, `UPLOAD_NOT_FOUND` or
   *  `BACKUP_STOPPED` */
  async preview(origin: MergeOrigin): Promise<BackupMerge> {
    const made = await this.#read(origin);
    return { parts: this.#steps(made).map(({ part }) => part) };
  }

  /** @returns what came in, and what was refused  @throws {RegdeskError} as {@link preview}; then nothing came in */
  merge(origin: MergeOrigin, by: string): Promise<BackupMerge> {
    const merged = this.#last.then(async () => {
      const path = this.#nameOf(origin);
      const made = await this.#read(origin);
      const parts: MergePart[] = [];
      try {
        for (const step of this.#steps(made)) parts.push(await this.#come(step, by));
      } finally {
        this.#note(path, parts, by); // whatever ended it: what came in before is here
      }
      return { parts };
    });
    this.#last = merged.catch(() => undefined); // whoever asked hears of it
    return merged;
  }

  /** What is coming in has come when this resolves, and nothing comes after it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#last;
  }

  async #read(origin: MergeOrigin): Promise<MadeByPeople> {
    const { backups, uploads } = this.#options;
    const { signal } = this.#stopping;
    if ("name" in origin) return madeByPeopleIn(backups.path(origin.name), true, signal);
    const path = uploads.path(origin.upload);
    try {
      return await madeByPeopleIn(path, false, signal);
    } catch (error) {
      throw inWordsOfTheFile(error, path);
    }
  }

  /** Devices before what is about them. */
  #steps(made: MadeByPeople): MergeStep[] {
    const { syncManager, policy, fleet, settings, preferences, clock } = this.#options;
    const { adoption, alarms } = fleet;
    return [
      ...sourceSteps(made.sources, syncManager, clock.now()),
      ...gateRuleSteps(made.rules, policy),
      ...deviceSteps(made.devices, adoption),
      ...alarmRuleSteps(made.alarmRules, alarms.rules, new Counterparts(made.devices, adoption)),
      ...savedViewSteps(made.savedViews, preferences),
      ...settingSteps(made.settings, settings),
      ...made.unreadable.map((thing) => barred(thing, "unreadable")),
    ];
  }

  async #come({ part, add }: MergeStep, by: string): Promise<MergePart> {
    if (add === undefined) return part;
    try {
      if (this.#stopping.signal.aborted) throw stopped();
      return { ...part, ...(await add(by)) };
    } catch (error) {
      return refused(part, error).part;
    }
  }

  /** As the audit names it. */
  #nameOf(origin: MergeOrigin): string {
    return "name" in origin ? this.#options.backups.path(origin.name) : basename(origin.file);
  }

  #note(path: string, parts: readonly MergePart[], by: string): void {
    const count = (outcome: MergePart["outcome"]) => parts.filter((part) => part.outcome === outcome).length;
    const [added, refusals] = [count("adds"), count("refused")];
    if (added + refusals === 0) return;
    const { audit, clock } = this.#options;
    audit.note({ kind: "backup-merged", at: clock.now(), by, path, added, refused: refusals });
  }
}

function stopped(): RegdeskError {
  const message = "Regdesk was stopped before this came in; add what is missing once more";
  return new RegdeskError("BACKUP_STOPPED", message);
}
