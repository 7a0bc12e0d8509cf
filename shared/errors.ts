/** Every refusal Regdesk gives on purpose, with the HTTP status it has on the wire. */
export const ERROR_STATUS = {
  BACKUP_INVALID: 400,
  BODY_INVALID: 400,
  DURATION_INVALID: 400,
  HTTP_INVALID: 400,
  ID_MISSING: 400,
  NAME_TOO_LONG: 400,
  NOTE_REQUIRED: 400,
  RULE_INVALID: 400,
  SCHEDULE_INVALID: 400,
  SOURCE_INVALID: 400,
  SINCE_INVALID: 400,
  TOKEN_INVALID: 400,
  TOKEN_NEEDED: 401,
  CHANGE_REQUEST_FOREIGN: 403,
  DEVICE_BLOCKED: 403,
  HOST_FOREIGN: 403,
  ORIGIN_FOREIGN: 403,
  TOKEN_FORBIDS: 403,
  PATH_UNKNOWN: 404,
  BACKUP_NOT_FOUND: 404,
  RECORDING_NOT_FOUND: 404,
  REGISTER_NOT_FOUND: 404,
  UPLOAD_NOT_FOUND: 404,
  CHANGE_REQUEST_NOT_FOUND: 404,
  RULE_NOT_FOUND: 404,
  ALARM_NOT_FOUND: 404,
  ALARM_RULE_NOT_FOUND: 404,
  DEVICE_NOT_FOUND: 404,
  OVERRIDE_NOT_FOUND: 404,
  SOURCE_NOT_FOUND: 404,
  TOKEN_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TOO_SLOW: 408,
  ALARM_NOT_POSSIBLE: 409,
  BACKUP_STOPPED: 409,
  CHANGE_REQUEST_DECIDED: 409,
  DATABASE_TOO_NEW: 409,
  DATA_DIRECTORY_IN_USE: 409,
  DESKTOP_MISSING: 409,
  DEVICE_NOT_POSSIBLE: 409,
  PORT_IN_USE: 409,
  RULES_CHANGED_MEANWHILE: 409,
  SOURCE_EXISTS: 409,
  SOURCE_IN_ERROR: 409,
  SOURCE_OWNED_BY_FILE: 409,
  SYNC_NOT_POSSIBLE: 409,
  TOKEN_EXISTS: 409,
  UPDATE_INVALID: 409,
  UPDATE_NOT_POSSIBLE: 409,
  VALUE_MOVED: 409,
  BODY_TOO_LARGE: 413,
  RATE_EXCEEDED: 429,
  HEADERS_TOO_LARGE: 431,
  CONNECTIONS_EXCEEDED: 503,
  REQUESTS_EXCEEDED: 503,
  HOST_UNREACHABLE: 503,
  STORE_UNAVAILABLE: 503,
  CHANGE_REQUESTS_FULL: 507,
  DATA_DIRECTORY_UNUSABLE: 507,
  DISK_FULL: 507,
  REGISTERS_FULL: 507,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** An expected refusal. Its message is a sentence for the person who can act on it: what was wrong, where, and the cure. */
export class RegdeskError extends Error {
  override readonly name = "RegdeskError";
  readonly code: ErrorCode;
  /** Where in the request the fault is, for example `registers.boiler.temp.ttl`. */
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { path?: string }) {
    super(message, options);
    this.code = code;
    this.path = options?.path;
  }

  /** The HTTP status of {@link ERROR_STATUS}. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
