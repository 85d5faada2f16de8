import { text } from 'node:stream/consumers';
import { changeFrom, newEventFrom } from '../../../server/sandbox/graph/body/event-body.ts';
import { findItem } from '../../../server/sandbox/tenant/events/mailbox.ts';
import { fieldsOf } from '../../../server/sandbox/tenant/events/occurrences.ts';
import { createEvent, updateEvent } from '../../../server/sandbox/tenant/events/organise.ts';
import { calendarAt, type CalendarEntry } from '../../../server/sandbox/tenant/views.ts';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import type { Api } from '../../support/api.ts';
import { address, idFor } from '../../support/seed.ts';

const [from, to] = [new Date('2026-03-02T00:00:00Z'), new Date('2026-06-01T00:00:00Z')];

/** Review blocks in somebody's calendar by start, for some weeks. */
export const reviewsOf = ({ simulation }: Api, name = 'amina', until = to, since = from): CalendarEntry[] =>
  calendarAt(simulation.tenant, address(name), since, until).filter(({ subject }) => subject === 'Review time').toSorted((a, b) => (a.start < b.start ? -1 : 1));

/** Thursdays at 9 in London, half an hour. */
export const wish = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  minutes: 30, days: [1, 2, 3, 4, 5], windowStart: 540, windowEnd: 1020, idealDay: 4, idealMinute: 540, mode: 'firm', horizonWeeks: 4, movesAWeek: 2,
  reminderMinutes: 10, version: 0, ...more,
});

/** Sets Amina's review time up and lets the work be done. */
export async function setUp(api: Api, more: Record<string, unknown> = {}): Promise<ReviewTime> {
  const amina = await api.as('amina');
  const saved = await amina.put<ReviewTime>('/api/review-time', wish(more));
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  await api.passTime(api.simulation.clock.now());
  return (await amina.get<ReviewTime>('/api/review-time')).body;
}

interface Exchanged {
  request: { url: string; body: { requests: { method: string; url: string; body?: unknown }[] } };
}

/** What was asked inside of batches, in order. */
export async function batched({ simulation }: Api): Promise<{ method: string; url: string; body?: unknown }[]> {
  const lines = (await text(simulation.traffic.stream())).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Exchanged).flatMap(({ request }) => (request.url.endsWith('$batch') ? request.body.requests : []));
}

const graphBody = (start: string, end: string, showAs: string) => ({
  subject: 'Something', showAs, start: { dateTime: `${start}:00`, timeZone: 'UTC' }, end: { dateTime: `${end}:00`, timeZone: 'UTC' },
});

const ownerOf = ({ simulation }: Api, name: string) => simulation.tenant.state.get('person', idFor(name))!;

/** Puts an entry into somebody's calendar, as they would in Outlook. Times are UTC, `2026-03-12T09:00`. */
export function plant(api: Api, start: string, end: string, showAs: string, name = 'amina'): void {
  const owner = ownerOf(api, name);
  createEvent(api.simulation.tenant, owner, newEventFrom(graphBody(start, end, showAs) as never, owner));
}

/** Drags an entry to another time. */
export function drag(api: Api, id: string, start: string, end: string, name = 'amina'): void {
  const owner = ownerOf(api, name);
  const item = findItem(api.simulation.tenant, owner.objectId, id)!;
  const { start: from, end: to } = graphBody(start, end, 'busy');
  updateEvent(api.simulation.tenant, owner, item, changeFrom({ start: from, end: to } as never, owner, fieldsOf(item)));
}
