import { setTimeout as wait } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { openStream } from '../../../bench/live/panels.ts';
import type { Agenda } from '../../../server/features/agenda/contract.ts';
import type { CommitmentList } from '../../../server/features/commitments/contract.ts';
import type { Review } from '../../../server/features/reflection/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { answerInvitation } from '../../../server/sandbox/acts.ts';
import { ExchangeRefusal } from '../../../server/sandbox/tenant/events/refusal.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { wish } from '../../features/blocks/support.ts';
import { startParties, type Party } from '../../features/following/month/world.ts';
import type { Answer, Caller } from '../../support/api.ts';
import { address } from '../../support/seed.ts';
import type { Acknowledged } from '../faults/crowd.ts';
import type { Member, Rolling } from './deployment.ts';

const day = 86_400_000;
const dateFrom = (days: number): string => new Date(systemClock.now().getTime() + days * day).toISOString().slice(0, 10);

/** Somebody's hands on one process. What the release before answers is not held to today's contract. */
async function handsOn({ simulation }: Rolling, { url }: Member, client: string): Promise<Pick<Caller, 'get' | 'post' | 'put'>> {
  const authorization = `Bearer ${await simulation.entra.issueApiToken(address(client), 'teams')}`;
  const call = async (method: string, path: string, body?: unknown): Promise<Answer<never>> => {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path} for ${client}: ${answer.status} ${await answer.text()}`);
    return { status: answer.status, body: (await answer.json()) as never, headers: answer.headers };
  };
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body), put: (path, body) => call('PUT', path, body) };
}

/** Engagements, and a weekly review for every client, later in the day than the crowd meets, in one way after the other in which it is shown. */
export async function settle(rolling: Rolling): Promise<Party[]> {
  const as = (name: string): Promise<Caller> => handsOn(rolling, rolling.web()[0]!, name) as Promise<Caller>;
  const parties = await startParties({ as }, { startsOn: dateFrom(0), endsOn: dateFrom(180) });
  for (const [index, { client }] of parties.entries()) await (await as(client)).put('/api/review-time', wish({ idealMinute: 990, mode: ['gentle', 'balanced', 'firm'][index % 3] }));
  return parties;
}

/** Coaches of the house who accept in Outlook what they are invited to, one after the other, until told to stop. */
export function acceptInvitations({ simulation: { tenant } }: Rolling, parties: Party[]): { stop(): Promise<number> } {
  const coaches = [...new Set(parties.flatMap(({ engagement }) => engagement.participants.filter(({ role }) => role === 'coach').map(({ email }) => email)))].filter((email) => tenant.addresses.has(email));
  const state = { on: true, accepted: 0 };
  const acceptOne = (user: string): void => {
    const now = systemClock.now();
    const entry = calendarAt(tenant, user, now, new Date(now.getTime() + 200 * day)).find(({ isOrganizer, isCancelled, response }) => !isOrganizer && !isCancelled && (response === 'none' || response === 'notResponded'));
    if (!entry) return;
    try {
      answerInvitation(tenant, { user, invitation: { iCalUId: entry.iCalUId }, reply: 'accepted', comment: '', proposedNewTime: null });
      state.accepted += 1;
    } catch (error) {
      if (!(error instanceof ExchangeRefusal)) throw error;
    }
  };
  const life = (async () => {
    for (let turn = 0; state.on; turn += 1) {
      acceptOne(coaches[turn % coaches.length]!);
      await wait(500);
    }
  })();
  return { stop: async () => ((state.on = false), await life, state.accepted) };
}

/** A panel left open on one process. */
export interface Panel {
  /** Takes a line on at another process; answers after how long the panel shows it, or why it does not, in words. */
  shows(at: Member, told: Acknowledged): Promise<string>;
  close(): void;
}

/** Opens the panel of a party at a process. */
export async function openPanel(rolling: Rolling, { client, engagement }: Party, on: Member): Promise<Panel> {
  const seen = new Map<string | null, number>();
  const token = await rolling.simulation.entra.issueApiToken(address(client), 'teams') as string;
  const stream = await openStream(`${on.url}/api/engagements/${engagement.id}/live`, token, ({ itemId, at }) => seen.set(itemId, at), () => undefined);
  return {
    async shows(at, told) {
      const [id, began] = [randomUUID(), performance.now()];
      const text = `What a panel elsewhere shows, ${id}`;
      const refused = await (await handsOn(rolling, at, client)).post(`/api/engagements/${engagement.id}/commitments`, { id, text }).then(() => null, (error: Error) => error.message);
      if (refused !== null) return refused;
      told.commitments.set(id, text);
      while (!seen.has(id) && performance.now() - began < 10_000) await wait(5);
      return seen.has(id) ? `after ${(seen.get(id)! - began).toFixed(0)} ms` : 'not within 10 s';
    },
    close: () => stream.destroy(),
  };
}

/** Everything that a process shows its owners, by what it is: sessions by their start, the rest by its words. */
async function shownBy(rolling: Rolling, on: Member, parties: Party[]): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (const { client, engagement } of parties) {
    const [person, at] = [await handsOn(rolling, on, client), `/api/engagements/${engagement.id}`];
    for (const { id, start } of (await person.get<{ sessions: Session[] }>(`${at}/sessions`)).body.sessions) shown.set(`session ${id}`, new Date(start).toISOString());
    for (const { id, text, state } of (await person.get<CommitmentList>(`${at}/commitments`)).body.commitments) shown.set(`commitment ${id}`, text).set(`what became of commitment ${id}`, state);
    for (const { id, text } of (await person.get<Agenda>(`${at}/agenda`)).body.items) shown.set(`item ${id}`, text);
    for (const { key, text } of (await person.get<Review>('/api/review')).body.reflections) shown.set(`answer ${client} ${key}`, text);
  }
  return shown;
}

/** What was acknowledged and a process does not show, asked as its owners ask. */
export async function notShown(rolling: Rolling, on: Member, parties: Party[], told: Acknowledged): Promise<string[]> {
  const shown = await shownBy(rolling, on, parties);
  const expected = [
    ...[...told.sessions].map(([id, start]) => [`session ${id}`, start]),
    ...[...told.commitments].map(([id, text]) => [`commitment ${id}`, text]),
    ...[...told.ticked].map((id) => [`what became of commitment ${id}`, 'done']),
    ...[...told.items].map(([id, text]) => [`item ${id}`, text]),
    ...[...told.reflections].map(([key, text]) => [`answer ${key}`, text]),
  ] as [string, string][];
  return expected.filter(([what, words]) => shown.get(what) !== words).map(([what, words]) => `${what} was acknowledged as "${words}", and is shown as "${shown.get(what)}"`);
}
