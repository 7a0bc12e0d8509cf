import { expect, test } from "vitest";
import { tasksOf, type Situation, type Task } from "../../renderer/lib/todo.ts";
import { aChangeRequest, aRegister } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const refusal = { address: "192.168.1.9", method: "PUT", path: "/provider", status: 400, message: "no JSON" };

const situation = (given: Partial<Situation> = {}): Situation => ({
  trouble: undefined,
  pending: [],
  registers: [],
  refusals: [],
  sources: [],
  now: NOON,
  ...given,
});

const kinds = (tasks: readonly Task[]) => tasks.map(({ kind }) => kind);

test("nothing needs anybody while all is well", () => {
  expect(tasksOf(situation({ registers: [aRegister()] }))).toEqual([]);
});

test("the gravest comes first, and among equals the newest", () => {
  const older = aChangeRequest({ id: "1", requestedAt: NOON - MINUTE });
  const newer = aChangeRequest({ id: "2", requestedAt: NOON });
  const trouble = {
    type: "Storing",
    status: false,
    reason: "disk-full",
    message: "The disk is full.",
    lastTransitionTime: NOON,
  } as const;
  const tasks = tasksOf(
    situation({
      trouble,
      pending: [older, newer],
      registers: [aRegister({ expiredAt: NOON })],
      refusals: [{ at: NOON, ...refusal }],
    }),
  );
  expect(kinds(tasks)).toEqual(["trouble", "expired", "change", "change", "refused"]);
  expect(tasks.filter((task) => task.kind === "change").map(({ request }) => request.id)).toEqual(["2", "1"]);
});

test("a device that fell silent is one line, however many registers it had", () => {
  const metadata = '{"device":"pump"}';
  const registers = ["pump.a", "pump.b"].map((name, index) =>
    aRegister({ name, metadata, providedAt: NOON - (index + 1) * SECOND, expiredAt: NOON }),
  );
  const [task, ...others] = tasksOf(situation({ registers }));
  expect(task).toEqual({ kind: "expired", at: NOON - SECOND, device: "pump", registers });
  expect(others).toEqual([]);
});

test("a request refused long ago needs nobody any more", () => {
  expect(tasksOf(situation({ refusals: [{ at: NOON - 11 * MINUTE, ...refusal }] }))).toEqual([]);
});
