import { isoWithOffset } from "#shared/iso-time.ts";

export { isoWithOffset };

/** For a file's name: `2026-11-20-140211`. */
export function stampForFile(at: number, offset?: number): string {
  return isoWithOffset(at, offset).slice(0, 19).replace("T", "-").replaceAll(":", "");
}
