// @ts-check
/** The same window without a desktop: the command line serves it on loopback, a browser shows it. */
import { createInterface } from "node:readline";
import { endAs, startChild } from "./child.js";
import { COMMAND_LINE } from "./places.js";

/** Runs until the command line ends, and ends as it does.
 *  @param {string} node
 *  @param {{ inBrowser: boolean }} options whether there is a display to open a browser on */
export async function serveInBrowser(node, { inBrowser }) {
  const host = startChild(node, [COMMAND_LINE, "serve", "--json"], { stdout: "pipe" });
  if (host.process.stdout) {
    createInterface(host.process.stdout).once("line", (line) => {
      const { window, devices } = JSON.parse(line);
      process.stdout.write(`Window:  ${window}\nDevices: ${devices}\nCtrl+C stops Regdesk.\n`);
      if (inBrowser) void openBrowser(window);
    });
  }
  endAs(await host.ended);
}

/** @param {string} address */
async function openBrowser(address) {
  try {
    // Only here, so that a checkout without its packages can say so.
    const { default: open } = await import("open");
    await open(address);
  } catch (error) {
    process.stderr.write(`No browser could be started (${String(error)}): open the window's address yourself.\n`);
  }
}
