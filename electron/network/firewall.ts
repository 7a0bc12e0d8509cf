/** What lets devices through this machine's firewall. Regdesk never changes a firewall itself: it shows the command. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Firewall } from "#shared/model/network.ts";

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The program that listens. */
  readonly program: string;
  /** Whether a program of this name is installed. */
  readonly has: (name: string) => boolean;
}

/** Programs of administrators lie there, also where a user's path does not lead. */
const ADMINISTRATORS = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

export const THIS_MACHINE: Machine = {
  platform: process.platform,
  program: process.execPath,
  has: (name) =>
    [...(process.env["PATH"] ?? "").split(delimiter), ...ADMINISTRATORS].some((place) => isIn(place, name)),
};

function isIn(place: string, name: string): boolean {
  try {
    accessSync(join(place, name), constants.X_OK);
    return place !== "";
  } catch {
    return false;
  }
}

/** @param port the one devices send to */
export function firewallOf(port: number, machine: Machine = THIS_MACHINE): Firewall {
  if (machine.platform === "win32") return windows(port);
  if (machine.platform === "darwin") return macos(machine.program);
  return linux(port, machine.has);
}

/** For private and company networks; a public one is not opened by a command that is copied. */
function windows(port: number): Firewall {
  const rule = `New-NetFirewallRule -DisplayName "Regdesk ${port}" -Direction Inbound -Action Allow -Protocol TCP -LocalPort ${port} -Profile Private,Domain`;
  return { system: "windows", program: "windows-firewall", commands: [rule] };
}

/** The firewall of macOS goes by programs, not by ports. */
function macos(program: string): Firewall {
  const firewall = "sudo /usr/libexec/ApplicationFirewall/socketfilterfw";
  const quoted = `"${program.replaceAll(/(["\\$`])/g, "\\$1")}"`;
  const commands = [`${firewall} --add ${quoted}`, `${firewall} --unblockapp ${quoted}`];
  return { system: "macos", program: "socketfilterfw", commands };
}

function linux(port: number, has: (name: string) => boolean): Firewall {
  const system = "linux";
  if (has("ufw")) return { system, program: "ufw", commands: [`sudo ufw allow ${port}/tcp comment Regdesk`] };
  if (!has("firewall-cmd")) return { system, program: "none", commands: [] };
  const commands = [`sudo firewall-cmd --permanent --add-port=${port}/tcp`, "sudo firewall-cmd --reload"];
  return { system, program: "firewalld", commands };
}
