import { expect, test } from "vitest";
import { Turns } from "../../renderer/lib/turns.ts";

test("what is asked of one thing while another is under way is done after it, and none is dropped", async () => {
  const turns = new Turns<string>();
  const done: string[] = [];
  const first = Promise.withResolvers<undefined>();
  const answers = [
    turns.take("d1", () => first.promise.then(() => void done.push("name"))),
    turns.take("d1", () => Promise.resolve(done.push("site"))),
    turns.take("d2", () => Promise.resolve(done.push("other device"))),
  ];
  await answers[2];
  expect([done, turns.isTaken("d1"), turns.isTaken("d2")]).toEqual([["other device"], true, false]);
  first.resolve(undefined);
  await Promise.all(answers);
  expect([done, turns.isTaken("d1")]).toEqual([["other device", "name", "site"], false]);
});

test("what fails is told to whoever asked for it, and holds up nothing", async () => {
  const turns = new Turns<string>();
  const failing = turns.take("d1", () => Promise.reject(new Error("not stored")));
  const next = turns.take("d1", () => Promise.resolve("done"));
  await expect(failing).rejects.toThrow("not stored");
  expect(await next).toBe("done");
});
