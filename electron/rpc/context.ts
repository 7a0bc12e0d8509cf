import { implement } from "@orpc/server";
import { contract } from "#shared/contract/contract.ts";

/** What a carrier knows about who is asking. */
export interface RpcContext {
  /** For the audit, for example `anna (window)`. */
  readonly actor: string;
}

export const os = implement(contract).$context<RpcContext>();
