/** Who is asking, as a header. */
export type Credential = readonly [name: string, value: string];

/** Source: RFC 7617. */
export function basic(user: string, password: string): Credential {
  return ["authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`];
}

/** Source: RFC 6750. */
export function bearer(token: string): Credential {
  return ["authorization", `Bearer ${token}`];
}
