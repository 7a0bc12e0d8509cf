import { expect, test } from "vitest";
import { firewallOf } from "#electron/network/firewall.ts";

const none = () => false;

test("Windows opens the port on private and company networks, never on public ones", () => {
  const { commands } = firewallOf(8080, { platform: "win32", program: "C:\\Regdesk.exe", has: none });
  expect(commands).toEqual([
    'New-NetFirewallRule -DisplayName "Regdesk 8080" -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8080 -Profile Private,Domain',
  ]);
});

test("macOS lets a program through, however its path is written", () => {
  const program = '/Applications/My "$HOME" Regdesk.app/Contents/MacOS/Regdesk';
  expect(firewallOf(8080, { platform: "darwin", program, has: none })).toEqual({
    system: "macos",
    program: "socketfilterfw",
    commands: ["--add", "--unblockapp"].map(
      (verb) =>
        `sudo /usr/libexec/ApplicationFirewall/socketfilterfw ${verb} "/Applications/My \\"\\$HOME\\" Regdesk.app/Contents/MacOS/Regdesk"`,
    ),
  });
});

test("Linux has what is installed: ufw, firewalld, or nothing to tell", () => {
  const on = (...installed: string[]) =>
    firewallOf(8080, { platform: "linux", program: "regdesk", has: (name) => installed.includes(name) });
  expect(on("firewall-cmd", "ufw")).toMatchObject({
    program: "ufw",
    commands: ["sudo ufw allow 8080/tcp comment Regdesk"],
  });
  expect(on("firewall-cmd")).toMatchObject({
    program: "firewalld",
    commands: ["sudo firewall-cmd --permanent --add-port=8080/tcp", "sudo firewall-cmd --reload"],
  });
  expect(on()).toEqual({ system: "linux", program: "none", commands: [] });
});
