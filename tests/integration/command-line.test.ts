/** What the command line says and how it ends: one sentence and exit code 1 for every refusal, never a stack trace. */
import { createServer, type AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { request, send, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("regdesk serve", () => {
  test("with --json prints exactly one line, which says where everything is", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const health = await send(serving.url, "/consumer");
    const window = await send(serving.announced.window, "/");
    const { code, stdout, stderr } = await serving.stop("SIGTERM");
    expect(serving.announced).toEqual({
      devices: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      window: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/) as string,
      dataDir: directory.path,
      pid: expect.any(Number) as number,
    });
    expect([health.status, [200, 503].includes(window.status)]).toEqual([200, true]);
    expect([code, stdout, stderr]).toEqual([0, `${JSON.stringify(serving.announced)}\n`, ""]);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("at %s answers parked polls at once and ends well", async (signal) => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const { url } = serving;
    await request(url, { a: 1 });
    const polls = [values(url, "/consumer?name=a&wait=10m"), values(url, "/provider?name=a&wait=10m")];
    await values(url, "/consumer"); // whatever was sent before has been read by now
    const started = performance.now();
    const [{ code, stderr }, ...answers] = await Promise.all([serving.stop(signal), ...polls]);
    expect([code, stderr, answers]).toEqual([0, "", [{}, {}]]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("on a busy port is one sentence", async () => {
    await using directory = await temporaryDirectory();
    await using busy = createServer();
    await new Promise<void>((resolve) => void busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    const at = ["--host", "127.0.0.1", "--data-dir", directory.path, "--json"];
    const devices = await regdesk("serve", ...at, "--port", `${port}`);
    const window = await regdesk("serve", ...at, "--port", "0", "--window-port", `${port}`);
    const [sentence, ...known] = devices.stderr.trimEnd().split("; port ");
    const who =
      process.platform === "linux" ? `; it is used by ${basename(process.execPath)} (pid ${process.pid})` : "";
    expect([{ ...devices, stderr: `${sentence}\n` }, window, known]).toEqual([
      refusal(
        `Port ${port} is already in use on 127.0.0.1; stop the program that uses it or choose another with --port${who}`,
      ),
      refusal(`Port ${port} for the window is already in use; choose another with --window-port`),
      [expect.stringMatching(/^\d+ is free$/)],
    ]);
  });

  test("on a data directory that is in use names who holds it", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const { pid, devices } = serving.announced;
    const second = await regdesk("serve", "--host", "127.0.0.1", "--port", "0", "--data-dir", directory.path);
    expect(second).toEqual(
      refusal(
        `Another Regdesk (process ${pid}, devices at ${devices}) already runs on ${directory.path}; use its window, stop it, or choose another directory with --data-dir`,
      ),
    );
    expect(await values(serving.url, "/consumer")).toEqual({});
  });

  test("on a data directory that cannot be is one sentence", async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, "file");
    await writeFile(file, "");
    const refused = await regdesk("serve", "--port", "0", "--data-dir", join(file, "data"));
    expect(refused).toEqual(
      refusal(`The data directory ${join(file, "data")} cannot be used (ENOTDIR); choose another with --data-dir`),
    );
  });

  test.each([
    ["an address of somebody else", ["--host", "203.0.113.7", "--port", "0"], /may not listen on 203\.0\.113\.7:0/],
    ["a name that nobody has", ["--host", "nowhere.invalid", "--port", "0"], /nowhere\.invalid/],
    ["a port that is none", ["--port", "99999"], /A port is a number from 0 to 65535\./],
    ["an option that there is not", ["--prot", "1"], /unknown option '--prot'/],
    ["a log level that there is not", ["--log-level", "loud"], /--log-level/],
  ])("with %s is a sentence", async (_what, args, sentence) => {
    await using directory = await temporaryDirectory();
    const { code, stdout, stderr } = await regdesk(
      "serve",
      "--host",
      "127.0.0.1",
      ...args,
      "--data-dir",
      directory.path,
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe("The technician's commands", () => {
  test("need a running host", async () => {
    await using directory = await temporaryDirectory();
    const none = `No Regdesk is running on ${directory.path}; start it with \`regdesk serve\`, or name its directory with --data-dir`;
    const commands = [["requests"], ["approve", "1"], ["deny", "1"]];
    const refused = await Promise.all(commands.map((command) => regdesk(...command, "--data-dir", directory.path)));
    expect(refused).toEqual(commands.map(() => refusal(none)));
  });

  test("need a data directory that is there", async () => {
    await using directory = await temporaryDirectory();
    const missing = join(directory.path, "missing");
    expect(await regdesk("requests", "--data-dir", missing)).toEqual(
      refusal(`There is no data directory ${missing}; name the running Regdesk's with --data-dir`),
    );
  });

  test("do not take a dead host's socket for a running one", async () => {
    await using directory = await temporaryDirectory();
    {
      await using serving = await servingRegdesk(directory.path);
      await serving.stop("SIGKILL");
    }
    expect(await regdesk("requests", "--data-dir", directory.path)).toMatchObject({ code: 1, stdout: "" });
  });

  test("need an id that is one", async () => {
    const { code, stdout, stderr } = await regdesk("approve", "x");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("A change request's id is a number such as 17.");
  });

  test("say what there is, and when there is nothing", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const list = async (...args: string[]) => (await regdesk("requests", ...args, "--data-dir", directory.path)).stdout;
    const empty = [await list(), await list("--json")];
    await request(serving.url, { "a b": { c: 1 } });
    expect([...empty, await list()]).toEqual([
      "No change request is pending or in progress.\n",
      "[]\n",
      [
        "ID  STATE    REGISTER  CHANGE                           REQUESTER  NOTE",
        '1   pending  "a b"     (nobody provides it) -> {"c":1}  127.0.0.1',
        "",
      ].join("\n"),
    ]);
  });
});

test("regdesk version prints the version", async () => {
  const [command, option] = await Promise.all([regdesk("version"), regdesk("--version")]);
  expect([command, option.stdout]).toEqual([
    { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string, stderr: "" },
    command.stdout,
  ]);
});

function refusal(sentence: string) {
  return { code: 1, stdout: "", stderr: `regdesk: ${sentence}\n` };
}
