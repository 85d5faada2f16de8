import { pino } from 'pino';
import { createMicrosoft, type MicrosoftSettings } from '../../../../server/platform/microsoft/create-microsoft.ts';
import { MicrosoftFailure, type Microsoft } from '../../../../server/platform/microsoft/microsoft.ts';
import type { Transport } from '../../../../server/platform/microsoft/transport.ts';

export const tenantId = '0f5d9f44-1f0a-4d0b-8a5f-0d6f3a1b2c3d';
export const clientId = '8a1f3c5e-7b9d-4f2a-9c4e-6d8b0a2c4e6f';
export const teamsAppId = '3c5e7a9b-1d2f-4a6c-8e0b-2d4f6a8c0e1b';
export const anna = '11111111-2222-4333-8444-555555555555';
export const noon = '2026-03-02T12:00:00Z';

/** A request as it went over the wire. */
export interface Sent {
  method: string;
  host: string;
  /** Path without `/v1.0`, still percent-encoded. */
  path: string;
  query: string;
  headers: Headers;
  text: string;
  /** The JSON body, or null. */
  body: Record<string, unknown> | null;
}

export type Reply = Response | Error | Promise<Response>;
/** Answers a Graph request; `turn` counts Graph requests from 0. */
export type Answer = (sent: Sent, turn: number) => Reply;

/** A clock that stands still until it is moved. */
export function stoppedClock(start = noon) {
  let time = Date.parse(start);
  return { now: () => new Date(time), forward: (minutes: number) => void (time += minutes * 60_000) };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response => Response.json(body, { status, headers });
export const graphError = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json({ error: { code, message: `Graph's own words about anna@contoso.example: ${code}` } }, status, headers);
export const entraError = (status: number, error: string, number: number, more: object = {}): Response =>
  json({ error, error_codes: [number], error_description: `AADSTS${number}: Entra's own words.`, ...more }, status);

async function read(request: Request): Promise<Sent> {
  const { host, pathname, search } = new URL(request.url);
  const text = await request.text();
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : null;
  return { method: request.method, host, path: pathname.replace('/v1.0', ''), query: search.slice(1), headers: request.headers, text, body };
}

/** Tokens `token-1`, `token-2`, ... good for an hour. */
export function issuing(): Answer {
  let issued = 0;
  return () => json({ token_type: 'Bearer', expires_in: 3600, access_token: `token-${(issued += 1)}`, scope: 'https://graph.microsoft.com/.default' });
}

/** Both hosts of Microsoft, answered by hand. */
export function stubTransport(graph: Answer, entra: Answer = issuing()) {
  const toGraph: Sent[] = [];
  const toEntra: Sent[] = [];
  const transport: Transport = async (request) => {
    const sent = await read(request);
    const list = sent.host === 'graph.microsoft.com' ? toGraph : toEntra;
    list.push(sent);
    const reply = await (list === toGraph ? graph : entra)(sent, list.length - 1);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { transport, toGraph, toEntra };
}

/** `Microsoft` over a stub, with waits that only are noted. */
export function stubMicrosoft(graph: Answer, options: { entra?: Answer } & Partial<MicrosoftSettings> = {}) {
  const { entra, ...settings } = options;
  const stub = stubTransport(graph, entra);
  const clock = stoppedClock();
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  const microsoft: Microsoft = createMicrosoft({
    transport: stub.transport,
    clock,
    clientId,
    credential: { secret: 'secret' },
    identifierUris: [`api://fieldwork.example/${clientId}`],
    allowedTenants: (id) => id === tenantId,
    teamsAppId,
    log: pino({ level: 'silent' }),
    wait,
    ...settings,
  });
  const delegated = microsoft.onBehalfOf({ tenantId, objectId: anna, assertion: 'assertion' });
  return { ...stub, clock, waits, microsoft, delegated, application: microsoft.application(tenantId) };
}

/** The MicrosoftFailure a promise rejects with. */
export async function failureFrom(promise: Promise<unknown>): Promise<MicrosoftFailure> {
  const outcome = await promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );
  if (outcome instanceof MicrosoftFailure) return outcome;
  throw new Error(`Expected a MicrosoftFailure, not ${String(outcome)}`);
}
