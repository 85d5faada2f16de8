import { randomUUID } from 'node:crypto';
import type { Session, TimesFound } from '../../server/features/scheduling/contract.ts';
import { moveEntry } from '../../server/sandbox/acts.ts';
import { calendarAt } from '../../server/sandbox/tenant/views.ts';
import { addressOf, engagementId } from '../api/population.ts';
import { startProduct } from './product.ts';

const day = 86_400_000;
/** Not what is asked for other reasons meanwhile: whether somebody is there to be told something. */
const isFollowing = (request: string): boolean => /\/subscriptions|\/calendarView|\/events(\/|$)/.test(request);

/** Requests to Graph for one booking, for what is followed afterwards, and for a quiet week of the mailbox. */
export async function requestsOf(databaseUrl: string | null): Promise<{ booking: number; freeBusy: number; change: number; idleDay: number }> {
  const product = await startProduct(databaseUrl);
  const { db, ask, passMinutes, sent, simulation } = product;
  // The sessions of the population are in no calendar: here only what is booked now counts.
  await db.system(async (tx) => tx.query('delete from sessions'));
  const found = (await (await ask(0, `/api/engagements/${engagementId(0)}/times`, { kind: 'three-way' })).json()) as TimesFound;
  await sent();
  const made = (await (await ask(0, `/api/engagements/${engagementId(0)}/sessions`, { id: randomUUID(), kind: 'three-way', start: found.slots[0]!.start, minutes: 60 })).json()) as Session;
  const booking = await sent();
  await passMinutes(10);
  await sent();
  const now = simulation.clock.now();
  const entry = calendarAt(simulation.tenant, addressOf(0), now, new Date(now.getTime() + 90 * day)).find((one) => one.attendees.length > 0)!;
  const start = new Date(Date.parse(made.start) + 7 * day);
  moveEntry(simulation.tenant, { user: addressOf(0), id: entry.id, span: { start, end: new Date(start.getTime() + 3_600_000) } });
  await passMinutes(10);
  const change = (await sent()).filter(isFollowing);
  await passMinutes(5 * 24 * 60);
  const idle = (await sent()).filter((one) => isFollowing(one) && !/calendarView\/delta/.test(one));
  await product.stop();
  const freeBusy = booking.filter((one) => /getSchedule/.test(one)).length;
  return { booking: booking.length, freeBusy, change: change.length, idleDay: idle.length / 5 };
}
