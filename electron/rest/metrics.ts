import type { FastifyInstance } from "fastify";
import { Readable } from "node:stream";
import { setImmediate as othersTurn } from "node:timers/promises";
import { includes } from "#shared/filter.ts";
import { isRawInteger, type Json } from "#shared/json.ts";
import { stageOf } from "#shared/model/change-request.ts";
import { VERSION } from "../config.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { RestContext } from "./context.ts";
import { fleetMetrics } from "./fleet-metrics.ts";
import { REVISION_HEADER } from "./request.ts";
import { SyncMetrics } from "./sync-metrics.ts";

/** How much is written before others get their turn, in characters. */
const PIECE = 1 << 16;

/** A name may have a thousand segments; nobody selects by the fortieth. */
const SEGMENTS = 32;

/** `GET /metrics`: every numeric and boolean register, and the registry's own counters.
 *  Source of the format: Prometheus text-based exposition format 0.0.4. Client libraries want the label names of a metric
 *  fixed beforehand; those of registers depend on their names and metadata, so this is written by hand. */
export function serveMetrics(server: FastifyInstance, context: RestContext): void {
  const { registry, changeRequests, access, arrivals, sync, fleet } = context;
  const syncs = sync && new SyncMetrics(sync);
  server.addHook("onClose", () => syncs?.[Symbol.dispose]());
  server.get("/metrics", (request, reply) => {
    const within = access.registersOf(request);
    const shown = [...registry.living()].filter(({ name }) => includes(within, name));
    // Whose token is for some registers has no business with the names of other devices.
    const shownFleet = within.length === 0 ? fleet : undefined;
    const stages = Map.groupBy(changeRequests.all(), stageOf);
    const { requests, refusals, registersProvided } = arrivals.totals();
    const lines = [
      ...family("regdesk_info", "gauge", "The version that runs.", [`{version=${quoted(VERSION)}} 1`]),
      ...family("regdesk_registers", "gauge", "Registers that live.", [` ${registry.size}`]),
      ...family("regdesk_revision", "counter", "Changes of registers.", [` ${registry.revision}`]),
      ...family("regdesk_requests_total", "counter", "HTTP requests that were accepted.", [` ${requests}`]),
      ...family("regdesk_refusals_total", "counter", "HTTP requests that were refused.", [` ${refusals}`]),
      ...family("regdesk_registers_provided_total", "counter", "Reports of registers.", [` ${registersProvided}`]),
      ...family("regdesk_change_requests", "gauge", "Change requests that are not over, by stage.", [
        `{stage="pending"} ${stages.get("pending")?.length ?? 0}`,
        `{stage="in-progress"} ${stages.get("in-progress")?.length ?? 0}`,
      ]),
      ...(shownFleet === undefined ? [] : fleetMetrics(shownFleet.view)),
      ...(syncs?.lines() ?? []),
      ...family("regdesk_register_value", "gauge", "The values of registers; true is 1.", []),
    ];
    arrivals.answered(request, 200);
    reply.header(REVISION_HEADER, registry.revision).type("text/plain; version=0.0.4; charset=utf-8");
    reply.send(Readable.from(pieces(`${lines.join("\n")}\n`, shown)));
  });
}

/** A large site has tens of megabytes of it, which must neither stall others nor be held at once.
 *  @param head what comes before the registers */
async function* pieces(head: string, records: readonly RegisterRecord[]): AsyncGenerator<string> {
  let piece = head;
  for (const record of records) {
    const value = numeric(record.value);
    if (value === undefined) continue;
    piece += `regdesk_register_value{${labels(record)}} ${value}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
    await othersTurn();
  }
  yield piece;
}

function family(name: string, type: "counter" | "gauge", help: string, series: readonly string[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...series.map((sample) => `${name}${sample}`)];
}

function numeric(value: Json): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number") return String(value);
  return isRawInteger(value) ? value.rawJSON : undefined;
}

/** `register` is the whole name and makes the series unique; its segments and the scalar metadata are for selecting. */
function labels({ name, metadata }: RegisterRecord): string {
  const pairs = new Map<string, string>([["register", name]]);
  if (!name.isWellFormed()) pairs.set("escaped", "true"); // another may be called what this one is written as
  name.split(".", SEGMENTS).forEach((segment, index) => pairs.set(`segment_${index + 1}`, segment));
  for (const [key, value] of Object.entries(metadata ?? {})) {
    if (typeof value === "object" && !isRawInteger(value)) continue;
    pairs.set(
      unused(pairs, `meta_${key.replace(/[^a-zA-Z0-9_]/g, "_")}`),
      isRawInteger(value) ? value.rawJSON : String(value),
    );
  }
  return [...pairs].map(([label, value]) => `${label}=${quoted(value)}`).join(",");
}

/** Different keys may be written alike once only letters, digits and underscores are left. */
function unused(pairs: ReadonlyMap<string, string>, label: string): string {
  let candidate = label;
  for (let count = 2; pairs.has(candidate); count++) candidate = `${label}_${count}`;
  return candidate;
}

function quoted(value: string): string {
  return `"${written(value).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** Half a letter has no bytes of its own; two names that differ in one only would become the same. */
function written(text: string): string {
  return text.isWellFormed() ? text : JSON.stringify(text).slice(1, -1);
}
