import type { SeriesBooked, TimeOption } from '../../../server/features/arc/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { count } from '../../components/rhythm-words.ts';

/** What became of one session that was to be booked. */
export interface Became {
  id: string;
  /** As it stands now; null when it was refused. */
  session: Session | null;
  /** The time that was asked for. */
  time: TimeOption | null;
  why: string | null;
}

/** The results with the newest that is known of each session, in the order they were asked for. */
export const became = ({ results }: SeriesBooked, newest: readonly Session[], times: readonly (TimeOption | null)[]): Became[] =>
  results.map(({ id, session, why }, at) => ({ id, why, time: times[at] ?? null, session: session && (newest.find((one) => one.id === id) ?? session) }));

interface Words {
  intent: 'success' | 'warning' | 'info';
  title: string;
  under: string;
}

/** Where they all stand together. What no calendar holds yet is not called booked. */
export function outcomeWords(all: readonly Became[], undone: boolean): Words {
  const kept = all.flatMap(({ session }) => (session ? [session] : []));
  const refused = all.length - kept.length;
  const waiting = kept.filter(({ calendar }) => calendar.status === 'waiting').length;
  if (undone) return { intent: 'info', title: 'Cancelled.', under: waiting > 0 ? 'They are leaving the calendars now. You can leave this page.' : 'They are gone from the calendars, and everybody has been told.' };
  const stuck = kept.filter(({ calendar }) => calendar.status !== 'done' && calendar.status !== 'waiting').length;
  const left = refused > 0 ? ` ${count(refused, 'session')} could not be booked: why stands below.` : '';
  if (kept.length === 0) return { intent: 'warning', title: 'None of them could be booked.', under: 'Nothing is in anybody’s calendar. Why stands at each.' };
  if (stuck > 0) return { intent: 'warning', title: `${count(stuck, 'session')} ${stuck === 1 ? 'needs' : 'need'} your attention.`, under: `The others are kept.${left}` };
  if (waiting > 0) return { intent: refused > 0 ? 'warning' : 'info', title: `${kept.length - waiting} of ${kept.length} are in the calendars.`, under: `The others are kept, and on their way to Microsoft 365. You can leave this page: it will be done without you.${left}` };
  return { intent: refused > 0 ? 'warning' : 'success', title: kept.length === 1 ? 'Booked.' : `${kept.length} are booked.`, under: `Invitations are on their way.${left}` };
}
