#!/usr/bin/env node
// @ts-check
/** `regdesk …`: runs the command line with a Node that can, freshly built when this is a checkout. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildStale } from "./build-stale.js";
import { endAs, startChild } from "./child.js";
import { isNewEnough, noNodeSentence, nodeBinary } from "./node-binary.js";
import { packagesObstacle } from "./packages.js";
import { COMMAND_LINE, isCheckout } from "./places.js";

const missing = packagesObstacle();
if (missing) {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 1;
} else if (isNewEnough(process.versions.node)) await runHere();
else await runWithNewerNode();

async function runHere() {
  // The channel to an older Node that started us must not keep a finished command alive.
  process.channel?.unref();
  if (isCheckout() && !(await buildStale())) process.exitCode = 1;
  else await import(pathToFileURL(COMMAND_LINE).href);
}

async function runWithNewerNode() {
  const node = nodeBinary();
  if (node) {
    endAs(await startChild(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]).ended);
  } else {
    process.stderr.write(`${noNodeSentence()}\n`);
    process.exitCode = 1;
  }
}
