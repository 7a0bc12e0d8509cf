/** What a host has around it: a desktop it may ask, a key store, a system that tells of its sleep. Headless it has none. */
import { RegdeskError } from "#shared/errors.ts";
import type { Runs } from "#shared/model/host-status.ts";
import type { PowerNotices } from "./power.ts";
import type { Seal } from "./secrets.ts";

export interface Desk {
  /** The system's own question for a file or a folder. @returns nothing when the person thought better of it */
  choose(what: "file" | "folder"): Promise<string | undefined>;
  /** Ends Regdesk, and starts it again with what it was given. */
  startAnew(): void;
}

/** How a host came to run, and with that what it can do by itself. */
export interface Surroundings {
  readonly desk?: Desk | undefined;
  /** The command that started it, for who has to give it again. */
  readonly startCommand?: string | undefined;
  /** The platform's key store, where there is one. */
  readonly seal?: Seal | undefined;
  /** Tells when the machine goes to sleep and is awake again. */
  readonly powerNotices?: PowerNotices | undefined;
}

/** What the host answers windows about its desktop; without one it says what a person can do instead. */
export function deskParts({ desk, startCommand }: Surroundings): Desk {
  const given = (): Desk => {
    if (desk !== undefined) return desk;
    const cure = startCommand === undefined ? "" : `; here, stop it and give \`${startCommand}\` again`;
    throw new RegdeskError("DESKTOP_MISSING", `Only the desktop's Regdesk can do that${cure}`);
  };
  return { choose: async (what) => given().choose(what), startAnew: () => given().startAnew() };
}

export function runsOf({ desk, startCommand, seal }: Surroundings): Runs {
  return {
    onDesktop: desk !== undefined,
    ...(startCommand === undefined ? {} : { startCommand }),
    sealsSecrets: seal !== undefined,
  };
}
