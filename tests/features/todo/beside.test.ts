import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Caller } from '../../support/api.ts';
import { play, type Play } from './play.ts';

let p: Play;
let session: Session;
beforeAll(async () => {
  p = await play();
  const booked = await p.amina.post<Session>(`/api/engagements/${p.engagementId}/sessions`, { id: randomUUID(), kind: 'coaching', start: '2026-03-04T14:30:00Z', minutes: 60, relax: [{ type: 'spacing' }, { type: 'notice', hours: 0 }] });
  expect(booked.status).toBe(201);
  session = booked.body;
});
afterAll(() => p.api.close());

const look = async (who: Caller): Promise<number> => (await who.put(`/api/sessions/${session.id}/todo/look`, undefined)).status;
const read = 'GET /todo/lists/*/tasks/delta';
const waitUntil = (at: string) => p.wait((Date.parse(at) - p.api.context.clock.now().getTime()) / 60_000);

it('has To Do read when the coach looks while the session is on, once in twenty seconds, and shows what was ticked there', async () => {
  const line = await p.add('Ask Sam');
  await p.bring();
  waitUntil('2026-03-04T14:40:00Z');
  await p.bring();
  p.does('Ask Sam', { done: true });
  p.wait(1);
  expect(await look(p.ines)).toBe(204);
  expect(await p.bring()).toContain(read);
  expect((await p.read(line)).state).toBe('done');
  expect(await look(p.ines)).toBe(204);
  expect(await p.bring()).toEqual([]);
  p.wait(0.5);
  expect(await look(p.amina)).toBe(204);
  expect(await p.bring()).toContain(read);
});

it('does nothing outside of the session’s time, and is not there for who has no part in the fieldwork', async () => {
  waitUntil('2026-03-04T17:00:00Z');
  await p.bring();
  p.wait(1);
  expect(await look(p.ines)).toBe(204);
  expect(await p.bring()).toEqual([]);
  expect(await look(await p.api.as('marcus'))).toBe(404);
});
