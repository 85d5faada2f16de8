import type { Problem } from '../../server/features/people/contract.ts';

/** One field that the API did not take: its path in the request (`rules.noticeHours`, `goals.2`) and what would be right. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** Codes the page itself adds to the API's: no answer came, or one that is not ours (a proxy's page). */
export type LocalCode = 'offline' | 'unreadable-answer';

/** What went wrong with a call, by the API's stable `code` or a LocalCode. `message` may be shown. */
export class ApiProblem extends Error {
  readonly code: string;
  /** 0 when no answer came. */
  readonly status: number;
  readonly fields: FieldProblem[];
  readonly details: Record<string, unknown>;
  /** Names the request in the server's log; null when it never got there. */
  readonly requestId: string | null;

  constructor(code: string, message: string, more: { status?: number; fields?: FieldProblem[]; details?: Record<string, unknown>; requestId?: string | null; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.status = more.status ?? 0;
    this.fields = more.fields ?? [];
    this.details = more.details ?? {};
    this.requestId = more.requestId ?? null;
  }

  /** Worth pressing "Try again": nothing about the request itself has to change. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem that an answer's body tells, or `unreadable-answer` when it is not one of ours. */
export function readProblem(status: number, body: unknown): ApiProblem {
  if (!isProblem(body)) {
    return new ApiProblem('unreadable-answer', 'Fieldwork did not answer as it should. Please try again in a moment.', { status });
  }
  const { code, message, fields, details, requestId } = body.error;
  return new ApiProblem(code, message, { status, fields, details, requestId });
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'error' in body && typeof (body as Problem).error?.code === 'string';

/** Any thrown thing as a problem, so that a screen has one kind of error to show. */
export const toProblem = (thrown: unknown): ApiProblem =>
  thrown instanceof ApiProblem
    ? thrown
    : new ApiProblem('unexpected', 'Something went wrong on this page. Please try again.', { cause: thrown });
