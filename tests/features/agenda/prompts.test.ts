import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { agendaPrompts } from '../../../server/features/agenda/jobs.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';

let api: Api;
let amina: Caller;
let at: string;
beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  at = `/api/engagements/${(await startEngagement(api)).id}`;
});
afterEach(() => api.close());

async function book(start: string): Promise<Session> {
  const made = await amina.post<Session>(`${at}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax: [{ type: 'spacing' }] });
  expect(made.status).toBe(201);
  return made.body;
}
/** Kinds of what was offered about agendas and not withdrawn, by whom it is for, in order. */
async function offered(): Promise<string[]> {
  const { rows } = await api.context.db.system((tx) => tx.query<{ kind: string; email: string }>(
    "select n.kind, p.email from notices n join people p on p.id = n.person_id where n.kind like 'agenda-%' order by n.due_at, n.kind",
  ));
  return rows.map(({ kind, email }) => `${kind} ${email.split('@')[0]}`);
}
const run = (when: string) => agendaPrompts(api.context).runDue(new Date(when));

describe('before a session the client is asked about the agenda', () => {
  it('at 48 hours, not before, and once', async () => {
    await book('2026-03-06T10:00:00Z');
    expect([await run('2026-03-04T09:59:59Z'), await offered()]).toEqual([0, []]);
    expect(await agendaPrompts(api.context).nextDueAt()).toEqual(new Date('2026-03-04T10:00:00Z'));
    expect([await run('2026-03-04T10:00:00Z'), await run('2026-03-04T10:00:00Z'), await offered()]).toEqual([1, 0, ['agenda-soon amina']]);
  });

  it('by one of two workers', async () => {
    await book('2026-03-06T10:00:00Z');
    const done = await Promise.all([run('2026-03-04T10:00:00Z'), run('2026-03-04T10:00:00Z')]);
    expect([done[0]! + done[1]!, await offered()]).toEqual([1, ['agenda-soon amina']]);
  });

  it('at 2 hours only while it is blank, or a proposal waits', async () => {
    await book('2026-03-06T10:00:00Z');
    await run('2026-03-04T10:00:00Z');
    const id = randomUUID();
    await amina.post(`${at}/agenda/items`, { id, text: 'The board' });
    expect([await run('2026-03-06T08:00:00Z'), await offered()]).toEqual([1, ['agenda-soon amina']]);
    await book('2026-03-12T10:00:00Z');
    await run('2026-03-10T10:00:00Z');
    await (await api.as('ines')).post(`${at}/agenda/items`, { id: randomUUID(), text: 'Your last step' });
    await run('2026-03-12T08:00:00Z');
    expect((await offered()).at(-1)).toBe('agenda-open amina');
  });

  it('anew when the session moves, and not when it was cancelled', async () => {
    const session = await book('2026-03-06T10:00:00Z');
    await run('2026-03-04T10:00:00Z');
    const { body } = await amina.post<Session>(`/api/sessions/${session.id}/move`, { version: session.version, start: '2026-03-12T10:00:00Z', relax: [{ type: 'spacing' }] });
    expect([await run('2026-03-10T09:00:00Z'), await run('2026-03-10T10:00:00Z')]).toEqual([0, 1]);
    await amina.post(`/api/sessions/${session.id}/cancel`, { version: body.version });
    expect(await run('2026-03-12T08:00:00Z')).toBe(0);
  });

  it('not about one that has begun, however long nobody looked', async () => {
    await book('2026-03-06T10:00:00Z');
    expect([await run('2026-03-06T12:00:00Z'), await offered(), await run('2026-03-06T12:00:00Z')]).toEqual([2, [], 0]);
  });
});
