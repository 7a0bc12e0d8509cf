// @ts-check
/** What Regdesk is made of, which a checkout has only once it was installed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isCheckout, ROOT } from "./places.js";

/** @returns {string | undefined} a sentence that says what to do first, if anything */
export function packagesObstacle() {
  if (!isCheckout() || existsSync(join(ROOT, "node_modules"))) return undefined;
  return `The packages that Regdesk is made of are not installed here: run "npm ci" in ${ROOT} first.`;
}
