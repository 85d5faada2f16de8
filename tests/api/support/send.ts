import { holdToContract } from '../../support/conform.ts';
import type { Operation, Schema } from './document.ts';
import { sample } from './values.ts';
import { particulars, type World } from './world.ts';

/** A request to one operation. */
export interface Wanted {
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

export interface Said {
  status: number;
  /** Parsed, or null when there was none. */
  body: unknown;
  type: string;
}

const pick = (schema: Schema, from: Record<string, unknown>) => Object.entries(from).filter(([name]) => name in (schema.properties ?? {}));

/** A request that the server accepts, with every optional field set: generated from the document, with the world's particulars. */
export function goodRequest(world: World, operation: Operation): Wanted {
  const particular = particulars(world)[operation.id] ?? {};
  const whole = (schema: Schema) => ({ ...(sample(schema) as object), ...Object.fromEntries(pick(schema, particular)) });
  return {
    path: Object.fromEntries(operation.pathNames.map((name) => [name, world.ids[name] ?? 'missing-in-the-world'])),
    query: whole(operation.query),
    body: operation.body ? whole(operation.body) : undefined,
  };
}

/** What the coach alone may do, with whatever they have. */
const coachs = new Set(['postApiRequestsRequestIdAnswer', 'getApiCoachAttendanceLog', 'getApiCoachSessions', 'getApiCoachSharing', 'putApiSessionsSessionIdAttendanceOutcome', 'postApiEngagementsEngagementIdLadderTalked', 'postApiEngagementsEngagementIdLadderNotice']);

/** What is a programme lead's alone. */
const leads = new Set(['getApiProgrammeAttendance', 'getApiProgrammeAttendanceCsv', 'getApiProgrammePeople', 'postApiPeoplePersonIdErasure', 'deleteApiPeoplePersonIdErasure']);

/** Who may do everything of its caller's kind: the client, but for what only the coach decides or a lead sees. */
export const credentialFor = (world: World, operation: Operation): string | null =>
  coachs.has(operation.id) ? world.link : leads.has(operation.id) ? world.lena : ({ person: world.amina, party: world.amina, 'coach-link': world.link, 'session-link': world.sessionLink, anybody: null })[operation.caller];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A query that comes nearest to what JSON says: each value as text, an array as the name repeated. */
const paramsOf = (query: unknown): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query as object).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, textOf(one)])),
  );

/** What arrives of a query: everything is text, nothing is left of an empty array, and halves of characters are replaced. */
export function arrivingQuery(query: unknown): Record<string, string | string[]> {
  const params = paramsOf(query);
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).length > 1 ? params.getAll(name) : params.get(name)!]));
}

export const addressOf = ({ path }: Operation, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));

export async function sendRaw(world: World, method: string, address: string, more: { authorization?: string | null; type?: string; body?: string } = {}): Promise<Said> {
  const { authorization, type, body } = more;
  const response = await fetch(`${world.api.url}${address}`, {
    method,
    headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
    ...(body !== undefined && { body }),
  });
  const stream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  // A stream of events does not end by itself.
  if (stream) await response.body?.cancel();
  const text = stream ? '' : await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json') === true;
  const answered: unknown = json ? JSON.parse(text) : text || null;
  if (json) holdToContract(method, address, response.status, answered);
  return { status: response.status, body: answered, type: response.headers.get('content-type') ?? '' };
}

/** Sends as whoever the operation is for, or with another Authorization header (null: none). */
export function send(world: World, operation: Operation, wanted: Wanted, authorization: string | null = credentialFor(world, operation)): Promise<Said> {
  const body = wanted.body === undefined ? {} : { type: 'application/json', body: JSON.stringify(wanted.body) };
  const query = paramsOf(wanted.query).toString();
  return sendRaw(world, operation.method, `${addressOf(operation, wanted.path)}${query && `?${query}`}`, { authorization, ...body });
}
