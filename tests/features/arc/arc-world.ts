import { randomUUID } from 'node:crypto';
import type { SeriesBooked, TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, seed } from '../../support/seed.ts';

/** An engagement of Amina, and what is asked of it again and again. */
export interface ArcWorld {
  api: Api;
  amina: Caller;
  /** `/api/engagements/<id>`. */
  at: string;
}

export async function startArc(given = seed(), about: Record<string, unknown> = {}): Promise<ArcWorld> {
  const api = await startApi({ seed: given });
  return { api, amina: await api.as('amina'), at: `/api/engagements/${(await startEngagement(api, about)).id}` };
}

export const times = ({ at, amina }: ArcWorld, body: object = {}, who = amina) =>
  who.post<TimesPreview>(`${at}/series/times`, { everyDays: 14, count: 4, weekday: 2, minute: 600, ...body });

/** The best time of each, with ids of its own. */
export const chosen = ({ occurrences, relax }: TimesPreview) => ({
  id: randomUUID(),
  relax,
  sessions: occurrences.flatMap(({ best, kind, minutes, itemId }) => (best ? [{ id: randomUUID(), kind, start: best.start, minutes, itemId }] : [])),
});

export const book = ({ at, amina }: ArcWorld, body: object, who = amina) => who.post<SeriesBooked>(`${at}/series`, body);

export const sessionsIn = async ({ at, amina }: ArcWorld): Promise<Session[]> => (await amina.get<SessionList>(`${at}/sessions`)).body.sessions;

export const eventsOf = ({ api }: ArcWorld, name: string) => calendarOf(api.simulation, address(name));

export const later = ({ api }: ArcWorld, minutes: number) => api.passTime(new Date(api.context.clock.now().getTime() + minutes * 60_000));
