/** *Extensions*: `DELETE /provider`, with which a device goes without leaving expired registers behind. */
import { describe, expect, test } from "vitest";
import type { Client } from "#shared/contract/contract.ts";
import { AT_ONCE_MS } from "../bounds.ts";
import { aName, named } from "../lan.ts";
import { anotherAddress, FieldClient } from "../promises/field-client.ts";
import { useTarget } from "../target.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

/** The registers that a window which opens now is shown, expired ones included. */
async function shown(client: Client): Promise<string[]> {
  for await (const news of await client.registers.watch()) {
    if (news.kind === "snapshot") return news.registers.map(({ name }) => name);
  }
  return [];
}

describe("DELETE /provider?name=…", () => {
  test("is answered 204, and the registers are gone, the others not", async () => {
    const [one, two, other] = [aName("one"), aName("two"), aName("other")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2 }, [other]: { value: 3 } });
    const answer = await lan.send("DELETE", `/provider?${named(one)}&names=${two}`);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(await lan.read(named(one, two, other))).toEqual(new Map([[other, { value: 3 }]]));
  });

  test("wakes who waits for one of them, and nobody else", async () => {
    const [name, other] = [aName(), aName("other")];
    await lan.provide({ [name]: { value: 1 }, [other]: { value: 1 } });
    const poll = await lan.park(`/consumer?${named(name, other)}&wait=25s`);
    const started = performance.now();
    const left = await lan.park(`/consumer?${named(other)}&wait=300ms`);
    await lan.send("DELETE", `/provider?${named(name)}`);
    const answer = await poll.answer;
    expect(JSON.parse(answer.text)).toEqual({ registers: { [other]: { value: 1 } } });
    expect(answer.at - started).toBeLessThan(AT_ONCE_MS);
    expect((await left.answer).at - started).toBeGreaterThan(250);
  });

  test("of names that nobody provides is no matter", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    expect((await lan.send("DELETE", `/provider?${named(aName("unknown"), name)}`)).status).toBe(204);
    expect((await lan.send("DELETE", `/provider?${named(name)}`)).status).toBe(204);
    expect(await lan.read(named(name))).toEqual(new Map());
  });

  test.each(["__proto__", "", "a b,c&d"])("takes any name: “%s”", async (name) => {
    await lan.provide({ [name]: { value: 1 } });
    await lan.send("DELETE", `/provider?${named(name)}`);
    expect(await lan.read(named(name))).toEqual(new Map());
  });

  test("lets the register come back as a new one", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, metadata: { unit: "K" } } });
    await lan.send("DELETE", `/provider?${named(name)}`);
    await lan.provide({ [name]: { value: 1 } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });

  test("is no expiry: the window forgets the register at once", async (context) => {
    await using host = await specialHost(context);
    await host.lan.provide({ kept: { value: 1 }, expired: { value: 1, ttl: "50ms" }, stopped: { value: 1 } });
    await host.lan.read("name=expired&wait=20s");
    await host.lan.send("DELETE", "/provider?name=stopped");
    expect((await shown(host.client)).sort()).toEqual(["expired", "kept"]);
  });
});

describe("DELETE /provider without names", () => {
  test("takes back what its own address provided, and nothing of others", async (context) => {
    await using host = await specialHost(context);
    using other = new FieldClient(host.lan, anotherAddress(context));
    await host.lan.provide({ mine: { value: 1 }, "mine.too": { value: 2 } });
    await other.provide({ theirs: 3 });
    expect((await host.lan.send("DELETE", "/provider")).status).toBe(204);
    expect(await host.lan.read("")).toEqual(new Map([["theirs", { value: 3 }]]));
  });

  test("counts the address that reported last", async (context) => {
    await using host = await specialHost(context);
    using other = new FieldClient(host.lan, anotherAddress(context));
    await host.lan.provide({ moved: { value: 1 } });
    await other.provide({ moved: 1 });
    await host.lan.send("DELETE", "/provider");
    expect(await host.lan.read("")).toEqual(new Map([["moved", { value: 1 }]]));
  });
});
