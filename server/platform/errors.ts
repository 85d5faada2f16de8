/** One thing wrong with a request: where it is (`rules.noticeMinutes`) and what would be right. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** The closed list of what can go wrong, and the HTTP status each becomes. */
const statusOf = {
  'invalid-request': 400,
  'sign-in-required': 401,
  'consent-required': 403,
  'not-found': 404,
  conflict: 409,
  'slot-taken': 409,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'microsoft-unavailable': 503,
  'database-unavailable': 503,
  unexpected: 500,
} as const;

export type ErrorCode = keyof typeof statusOf;

/**
 * A refusal that a person may read. Thrown anywhere, answered by the one error handler in `http.ts`.
 * `details` is public: what the screen needs to explain itself (a permission's name, new times), never Graph's own text.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldProblem[];
  readonly details: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: FieldProblem[]; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = more.fields ?? [];
    this.details = more.details ?? {};
  }

  get status(): number {
    return statusOf[this.code];
  }
}

/** What somebody gets for a thing that is not theirs: the same as for one that does not exist. */
export const notFound = (what: string): AppError => new AppError('not-found', `${what} was not found.`);

/** A refusal of one field. */
export const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', 'Some of what was sent is not right.', { fields: [{ path, message }] });
