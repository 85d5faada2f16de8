import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Session, TimesFound } from '../../server/features/scheduling/contract.ts';
import { moveEntry } from '../../server/sandbox/acts.ts';
import { calendarAt } from '../../server/sandbox/tenant/views.ts';
import { addressOf, engagementId, personId, tenantId } from '../api/population.ts';
import { startProduct } from './product.ts';

const day = 86_400_000;

/** Requests to Graph for one booking, for what is followed afterwards, and for a quiet week of the mailbox. */
export async function requestsOf(): Promise<{ booking: number; freeBusy: number; change: number; idleDay: number }> {
  const product = await startProduct();
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
  const change = await sent();
  await passMinutes(5 * 24 * 60);
  const idle = (await sent()).filter((one) => !/calendarView\/delta/.test(one));
  await product.stop();
  const freeBusy = booking.filter((one) => /getSchedule/.test(one)).length;
  return { booking: booking.length, freeBusy, change: change.length, idleDay: idle.length / 5 };
}

export interface Load {
  p50: number;
  p99: number;
  notAcknowledged: number;
  lost: number;
  seconds: number;
}

/** Notifications spread over a minute, one a request, for 200 mailboxes; this process answers them and sends them. */
export async function notificationsInAMinute({ count, hash }: { count: number; hash: (text: string) => Buffer }): Promise<Load> {
  const product = await startProduct();
  const people = Array.from({ length: 200 }, (_none, index) => index);
  await product.db.system(async (tx) => {
    for (const index of people) {
      await tx.query(
        `insert into followed_mailboxes (tenant_id, person_id, object_id, subscription_id, secret_hash, read_due_at) values ($1, $2, $2, $3, $4, 'infinity')`,
        [tenantId, personId(index), `subscription-${index}`, hash(`secret-${index}`)],
      );
    }
  });
  const times: number[] = [];
  let notAcknowledged = 0;
  const send = async (index: number): Promise<void> => {
    const value = [{ subscriptionId: `subscription-${index % 200}`, clientState: `secret-${index % 200}`, tenantId, changeType: 'updated' }];
    const began = performance.now();
    const answer = await fetch(`${product.url}/api/notifications/calendar`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ value }) });
    times.push(performance.now() - began);
    if (answer.status !== 202) notAcknowledged += 1;
  };
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * 60_000) / count;
    if (due > performance.now()) await wait(due - performance.now());
    under.push(send(index));
    // Readings take the marks away again and again, so that later notifications have something to write.
    if (index % 1000 === 500) await product.db.system((tx) => tx.query("update followed_mailboxes set read_due_at = 'infinity'"));
  }
  await Promise.all(under);
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await product.db.system((tx) => tx.query<{ lost: number }>("select count(*)::int as lost from followed_mailboxes where read_due_at = 'infinity'"));
  await product.stop();
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.floor(times.length * part)]!;
  return { p50: at(0.5), p99: at(0.99), notAcknowledged, lost: rows[0]!.lost, seconds };
}
