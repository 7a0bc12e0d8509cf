import type { Command } from "commander";
import type { Reachability } from "#shared/model/network.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { printable } from "./printable.ts";

interface DoctorOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

/** Named as in Homebrew and Flutter: it looks, says what is wrong, and changes nothing. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check whether devices can reach the running Regdesk, and say what lets them; exit code 1 if not")
    .addOption(jsonOption("print a JSON array of one check"))
    .addOption(dataDirectoryOption())
    .action(async ({ dataDir, json }: DoctorOptions) => {
      const found = await withControl(dataDir, ({ network }) => network.checkReachability());
      process.stdout.write(json ? `${JSON.stringify([found])}\n` : `${reachabilityAsText(found)}\n`);
      if (!isWell(found)) process.exitCode = 1;
    });
}

function isWell({ listening, addresses }: Reachability): boolean {
  return listening && addresses.every(({ ok }) => ok) && addresses.some(({ loopback }) => !loopback);
}

/** A line for each thing that was looked at, its outcome first. */
export function reachabilityAsText(found: Reachability): string {
  const { listening, host, port, addresses, lastFromOutside, firewall, at } = found;
  const lines = [
    listening ? `ok    listens on ${host}:${port}` : `FAIL  does not listen on ${host}:${port}`,
    ...addresses.map(({ ok, url, interface: network, message }) =>
      ok ? `ok    reaches itself at ${url} (${network})` : `FAIL  ${url} (${network}): ${message}`,
    ),
  ];
  if (listening && addresses.every(({ loopback }) => loopback)) {
    lines.push("FAIL  only this machine can reach it; connect it to a network, and listen on 0.0.0.0");
  }
  lines.push(
    lastFromOutside === undefined
      ? "note  no other machine has sent anything since Regdesk started"
      : `ok    ${printable(lastFromOutside.address)} sent ${Math.max(0, Math.round((at - lastFromOutside.at) / 1_000))} s ago`,
  );
  if (firewall.commands.length === 0) lines.push("note  no firewall that Regdesk knows is installed here");
  else
    lines.push(
      "note  if a firewall keeps devices out, an administrator lets them in with:",
      ...firewall.commands.map((command) => `        ${command}`),
    );
  if (firewall.system === "windows") {
    lines.push("note  on a network that Windows calls public, it keeps them out all the same: make it a private one");
  }
  return lines.join("\n");
}
