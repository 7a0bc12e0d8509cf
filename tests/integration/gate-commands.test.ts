/** The technician's commands for the gate, through the real process: with `--json` an array on stdout and nothing else. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { provide, request, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk, type Finished } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

interface Site extends AsyncDisposable {
  readonly url: string;
  readonly directory: string;
  /** Runs a command on it. */
  run(...args: readonly string[]): Promise<Finished>;
  /** What a command that must succeed prints with `--json`. */
  json(...args: readonly string[]): Promise<unknown>;
  restarted(): Promise<void>;
}

async function site(): Promise<Site> {
  const directory = await temporaryDirectory();
  let serving = await servingRegdesk(directory.path);
  const run = (...args: readonly string[]): Promise<Finished> => regdesk(...args, "--data-dir", directory.path);
  return {
    get url() {
      return serving.url;
    },
    directory: directory.path,
    run,
    async json(...args) {
      const { code, stdout, stderr } = await run(...args, "--json");
      if (code !== 0) throw new Error(stderr);
      expect([stderr, stdout.trimEnd().split("\n").length]).toEqual(["", 1]);
      return JSON.parse(stdout) as unknown;
    },
    async restarted() {
      await serving.stop("SIGTERM");
      serving = await servingRegdesk(directory.path);
    },
    async [Symbol.asyncDispose]() {
      await serving[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

const MIDNIGHT = new Date(new Date().setHours(24, 0, 0, 0)).toISOString();

describe("regdesk mode", () => {
  test("says and chooses the mode, which outlives a restart", async () => {
    await using here = await site();
    expect(await here.json("mode")).toMatchObject([{ mode: "ask", denyNoteRequired: false, limits: { grace: 5_000 } }]);
    expect((await here.run("mode", "pass-through")).stdout).toBe(
      "pass-through: everything goes to the devices at once, and no rule is asked\n",
    );
    await here.restarted();
    expect(await here.json("mode")).toMatchObject([{ mode: "pass-through", version: 1 }]);
    await provide(here.url, { "boiler.setpoint": 20 });
    await request(here.url, { "boiler.setpoint": 22 });
    expect(await values(here.url, "/provider?name=boiler.setpoint")).toEqual({ "boiler.setpoint": 22 });
    expect(await here.json("requests", "--all")).toMatchObject([{ decidedBy: "mode Pass-through" }]);
  });

  test("refuses a mode that there is not", async () => {
    const { code, stdout, stderr } = await regdesk("mode", "open");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Allowed choices are ask, rules, pass-through.");
  });
});

describe("regdesk recall", () => {
  test("takes an approval back before it is picked up", async () => {
    await using here = await site();
    await request(here.url, { "boiler.setpoint": 22 });
    await here.run("approve", "1", "--now");
    expect(await here.json("recall", "1", "--note", "wrong boiler")).toMatchObject([{ id: "1", state: "recalled" }]);
    expect(await here.run("recall", "1")).toEqual(
      refusal("Change request 1 is no longer approved or deliverable: it is recalled"),
    );
    expect(await values(here.url, "/provider?name=boiler.setpoint")).toEqual({});
  });
});

describe("regdesk rules", () => {
  test("adds a rule that ends with the day, lists it, and it decides", async () => {
    await using here = await site();
    expect((await here.run("rules")).stdout).toContain("There is no rule; `regdesk rules add` makes one.");
    const limits = ["--type", "number", "--min", "-5", "--max", "30", "--step", "2", "--per-minute", "10"];
    const clauses = ["--register", "boiler.*", "--from", "127.0.0.0/8", "--from", "::1"];
    const [rule] = (await here.json("rules", "add", "Small steps", "--action", "approve", ...limits, ...clauses)) as [
      object,
    ];
    expect(rule).toEqual({
      id: expect.any(String) as string,
      name: "Small steps",
      enabled: true,
      action: "approve",
      registers: ["+boiler.*", "-*"],
      devices: [],
      requesters: ["127.0.0.0/8", "::1"],
      tokens: [],
      limits: { type: "number", min: -5, max: 30, step: 2, perMinute: 10 },
      activeUntil: MIDNIGHT,
      hits: 0,
    });
    await provide(here.url, { "boiler.setpoint": 20 });
    await request(here.url, { "boiler.setpoint": 22 });
    expect(await values(here.url, "/provider?name=boiler.setpoint")).toEqual({ "boiler.setpoint": 22 });
    expect(await here.json("rules", "list")).toEqual([{ ...rule, hits: 1 }]);
    expect((await here.run("rules", "list")).stdout.split("\n").slice(0, 3)).toEqual([
      "Mode ask: what no rule decides waits for you.",
      expect.stringMatching(/^NO {2}NAME +STATE +ACTION +ABOUT +HITS 24 H$/) as string,
      expect.stringMatching(
        /^1 {3}"Small steps" +until \d{4}-\d\d-\d\d 00:00 +approve +registers \+boiler\.\* -\*; from /,
      ) as string,
    ]);
  });

  test("adds a rule for whoever shows one of some tokens, and no other", async () => {
    await using here = await site();
    expect(await here.json("rules", "add", "By the panel", "--action", "approve", "--token", "panel")).toMatchObject([
      { name: "By the panel", tokens: ["panel"] },
    ]);
    await provide(here.url, { "boiler.setpoint": 20 });
    await request(here.url, { "boiler.setpoint": 22 });
    expect(await here.json("requests")).toMatchObject([{ register: "boiler.setpoint", state: "pending" }]);
  });

  test("changes, moves, switches and removes rules", async () => {
    await using here = await site();
    await here.json("rules", "add", "A", "--action", "approve", "--until", "forever");
    await here.json(
      "rules",
      "add",
      "B",
      "--action",
      "deny",
      "--device=-pump-*",
      "--hours",
      "22:00-6:00",
      "--days",
      "fri-sun",
    );
    await here.json("rules", "add", "C", "--action", "ask", "--at", "1", "--disabled");
    expect(await names(here)).toEqual(["C off", "A on", "B on"]);
    expect(await here.json("rules", "edit", "B", "--name", "Nights", "--max", "5", "--until", "forever")).toMatchObject(
      [
        {
          name: "Nights",
          action: "deny",
          devices: ["-pump-*"],
          hours: { from: "22:00", to: "06:00", days: [5, 6, 7] },
          limits: { max: 5 },
          activeUntil: null,
        },
      ],
    );
    const [edited] = (await here.json(
      "rules",
      "edit",
      "Nights",
      "--clear",
      "hours",
      "max",
      "--days",
      "mon",
      "--hours",
      "07:00-18:00",
    )) as [object];
    expect(edited).toMatchObject({ hours: { from: "07:00", to: "18:00", days: [1] }, limits: {} });
    await here.json("rules", "move", "Nights", "1");
    await here.json("rules", "enable", "C");
    await here.json("rules", "disable", "A");
    expect(await names(here)).toEqual(["Nights on", "C on", "A off"]);
    expect(await here.json("rules", "remove", "C")).toMatchObject([{ name: "C" }]);
    expect(await names(here)).toEqual(["Nights on", "A off"]);
    expect((await here.run("rules", "show", "Nights")).stdout).toBe(
      ["Nights: deny (on)", "  devices -pump-*", "  07:00-18:00 mon", "  0 requests within 24 hours", ""].join("\n"),
    );
  });

  test("try says what rules in a file would have decided, and changes nothing", async () => {
    await using here = await site();
    await request(here.url, { "boiler.setpoint": 22, "lamp.on": true });
    await here.json("rules", "add", "Lamps", "--action", "deny", "--register", "lamp.*");
    const file = join(here.directory, "rules.json");
    await writeFile(file, (await here.run("rules", "list", "--json")).stdout);
    await here.json("rules", "remove", "Lamps");
    expect(await here.json("rules", "try", "--file", file)).toMatchObject([
      {
        id: "1",
        register: "boiler.setpoint",
        value: 22,
        previousValue: null,
        state: "pending",
        action: "ask",
        rule: null,
      },
      { id: "2", register: "lamp.on", value: true, state: "pending", action: "deny", rule: "Lamps" },
    ]);
    expect(await here.json("rules", "try", "--mode", "rules")).toMatchObject([{ action: "deny" }, { action: "deny" }]);
    expect((await here.run("rules", "try", "--file", file)).stdout.split("\n")[2]).toBe(
      "2   lamp.on          (nobody provides it) -> true  127.0.0.1  pending  deny   Lamps",
    );
    expect(await here.json("rules")).toEqual([]);
  });

  test("refuse with a sentence what cannot be meant", async () => {
    await using here = await site();
    await here.json("rules", "add", "A", "--action", "approve");
    const commands = [
      ["add", "A", "--action", "deny"],
      ["add", "B"],
      ["add", "B", "--action", "deny", "--from", "panel"],
      ["add", "B", "--action", "deny", "--min", "3", "--max", "2"],
      ["add", "B", "--action", "deny", "--days", "mon"],
      ["add", "B", "--action", "deny", "--until", "2020-01-01"],
      ["edit", "B", "--min", "1"],
      ["try", "--file", join(here.directory, "none.json")],
    ];
    const refused = await Promise.all(commands.map((command) => here.run("rules", ...command)));
    expect(refused).toEqual([
      refusal("Rule 2 “A”: rule 1 has the same name, and the audit could not tell them apart; rename one"),
      refusal("Rule “B”: say what it does with --action approve, deny or ask"),
      refusal('Rule 2 “B”: "panel" is neither an address nor a range; write 192.168.1.5 or 192.168.1.0/24'),
      refusal("Rule 2 “B”: its least value 3 is above its largest 2; swap them"),
      refusal("Rule “B”: days need hours; add for example --hours 07:00-18:00"),
      refusal(expect.stringContaining("Rule 2 “B”: it would be over since 20") as string),
      refusal("There is no rule “B”; `regdesk rules` lists those there are"),
      refusal(
        `The rules in ${join(here.directory, "none.json")} cannot be used: ENOENT; \`regdesk rules list --json\` shows how they are written`,
      ),
    ]);
  });

  test.each([
    ["--hours", "7-18", "Hours are written like 07:00-18:00."],
    ["--days", "monday", "Days are written like mon-fri or sat,sun."],
    ["--until", "tomorrow", "An end is today, forever, a time such as 18:00, or 2026-12-24T18:00."],
    ["--max", "much", "This is not a number."],
    ["--max", "9007199254740993", "A whole number here has at most 15 digits"],
    ["--at", "0", "A place in the list is a whole number from 1."],
    ["--action", "allow", "Allowed choices are approve, deny, ask."],
  ])("refuse %s %s without asking the host", async (option, value, sentence) => {
    const { code, stdout, stderr } = await regdesk("rules", "add", "A", option, value);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(sentence);
  });
});

async function names(here: Site): Promise<string[]> {
  const rules = (await here.json("rules", "list")) as { readonly name: string; readonly enabled: boolean }[];
  return rules.map(({ name, enabled }) => `${name} ${enabled ? "on" : "off"}`);
}

function refusal(sentence: string) {
  const stderr = typeof sentence === "string" ? `regdesk: ${sentence}\n` : (sentence as string);
  return { code: 1, stdout: "", stderr };
}
