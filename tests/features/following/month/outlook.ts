import { readSession, type SessionRow } from '../../../../server/features/scheduling/store.ts';
import { answerInvitation, deleteEntry, moveEntry } from '../../../../server/sandbox/acts.ts';
import { acceptProposal, changeAttendees, forward, handOver } from '../../../../server/sandbox/organiser-acts.ts';
import { ExchangeRefusal } from '../../../../server/sandbox/tenant/events/refusal.ts';
import { calendarAt, entryAt, type CalendarEntry } from '../../../../server/sandbox/tenant/views.ts';
import { address, tenantId } from '../../../support/seed.ts';
import type { Dice, Scene } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A session as it is kept, and the address of its organiser. */
export type Kept = SessionRow & { organizer: string };

/** Sessions that are still to come, or all there ever were; the first first. */
export const keptSessions = (api: Scene, which: 'to come' | 'all'): Promise<Kept[]> =>
  api.context.db.system(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      "select id from sessions where $1 or (state in ('proposed', 'booked') and starts_at > $2) order by created_at, id", [which === 'all', api.simulation.clock.now()],
    );
    const all: Kept[] = [];
    for (const { id } of rows) {
      const row = (await readSession(tx, { tenantId }, id))!;
      all.push({ ...row, organizer: row.people.find((one) => one.id === row.organizer_id)!.email });
    }
    return all;
  });

/** A weekday's quarter of an hour between 9 and 17 in London, two to forty days from now. */
export function someTime(dice: Dice, now: Date): Date {
  for (;;) {
    const at = new Date(Math.floor(now.getTime() / day) * day + (2 + dice.number(38)) * day + 9 * hour + dice.number(26) * (hour / 4));
    if (at.getUTCDay() % 6 !== 0) return at;
  }
}

const hourFrom = (start: Date) => ({ start, end: new Date(start.getTime() + hour) });

interface Hands {
  api: Scene;
  dice: Dice;
  session: Kept;
  entry: CalendarEntry;
}

/** Answers whose copy is their own affair from now on, where somebody changed nothing but their own. */
type Act = (hands: Hands) => string | void;

const tenantOf = ({ api }: Hands) => api.simulation.tenant;
const inside = ({ entry }: Hands): string[] => entry.attendees.map((one) => one.address).filter((one) => one.endsWith('@alder.example'));
const copyOf = (hands: Hands, user: string): CalendarEntry | undefined => {
  const { api, entry } = hands;
  return calendarAt(tenantOf(hands), user, api.simulation.clock.now(), new Date(api.simulation.clock.now().getTime() + 90 * day)).find((one) => one.iCalUId === entry.iCalUId);
};

function answer(hands: Hands, reply: 'accepted' | 'tentativelyAccepted' | 'declined', proposing = false): void {
  const { api, dice, entry } = hands;
  const { address: user } = dice.oneOf(entry.attendees);
  const proposedNewTime = proposing ? hourFrom(someTime(dice, api.simulation.clock.now())) : null;
  answerInvitation(tenantOf(hands), { user, invitation: { iCalUId: entry.iCalUId }, reply, comment: '', proposedNewTime });
}

/** What everybody does in Outlook, by name; what Exchange refuses at the moment is not done. */
export const acts: Record<string, Act> = {
  accept: (hands) => answer(hands, 'accepted'),
  'accept again': (hands) => answer(hands, 'accepted'),
  tentative: (hands) => answer(hands, 'tentativelyAccepted'),
  decline: (hands) => answer(hands, 'declined'),
  'propose new time': (hands) => answer(hands, 'tentativelyAccepted', true),
  'decline and propose': (hands) => answer(hands, 'declined', true),
  'take a proposal': (hands) => {
    const proposer = hands.entry.attendees.find(({ proposedNewTime }) => proposedNewTime !== null);
    if (proposer) acceptProposal(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, attendee: proposer.address });
  },
  drag: (hands) => moveEntry(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, span: hourFrom(someTime(hands.dice, hands.api.simulation.clock.now())) }),
  'drag the own copy': (hands) => {
    const user = hands.dice.oneOf(inside(hands));
    const copy = user === undefined ? undefined : copyOf(hands, user);
    if (!copy) return;
    moveEntry(tenantOf(hands), { user, id: copy.id, span: hourFrom(someTime(hands.dice, hands.api.simulation.clock.now())) });
    return user;
  },
  'delete by organiser': (hands) => deleteEntry(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id }),
  'delete by attendee': (hands) => {
    const user = hands.dice.oneOf(inside(hands));
    const copy = user === undefined ? undefined : copyOf(hands, user);
    if (!copy) return;
    deleteEntry(tenantOf(hands), { user, id: copy.id });
    return user;
  },
  'take somebody off': (hands) =>
    changeAttendees(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, add: [], remove: [hands.dice.oneOf(hands.entry.attendees).address] }),
  'invite everybody again': (hands) =>
    changeAttendees(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, remove: [], add: hands.session.people.map(({ email }) => ({ address: email, type: 'required' })) }),
  'invite a stranger': (hands) =>
    changeAttendees(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, remove: [], add: [{ address: address('lena'), type: 'optional' }] }),
  forward: (hands) => {
    const user = hands.dice.oneOf(inside(hands));
    const copy = user === undefined ? undefined : copyOf(hands, user);
    if (copy) forward(tenantOf(hands), { user, id: copy.id, to: address('omar'), comment: '' });
  },
  'hand over': (hands) => {
    const to = hands.dice.oneOf(inside(hands).filter((one) => hands.session.people.some(({ email }) => email === one)));
    if (to !== undefined) handOver(tenantOf(hands), { user: hands.session.organizer, id: hands.entry.id, to, keepMeeting: hands.dice.number(2) === 0 });
  },
};

/** What was done to which session; `touched` names a copy that agrees no more by its owner's will. */
export interface Done {
  name: string;
  session: Kept;
  touched: string | null;
}

/** One act on one session that is still to come; null when there was none to be done. */
export async function actInOutlook(api: Scene, dice: Dice): Promise<Done | null> {
  const now = api.simulation.clock.now();
  const open = (await keptSessions(api, 'to come')).filter((one) => one.event_id !== null);
  if (open.length === 0) return null;
  const session = dice.oneOf(open);
  const entry = entryAt(api.simulation.tenant, session.organizer, session.event_id!);
  if (!entry?.isOrganizer || entry.attendees.length === 0 || Date.parse(entry.start) <= now.getTime()) return null;
  const name = dice.oneOf(Object.keys(acts));
  try {
    const user = acts[name]!({ api, dice, session, entry });
    return { name, session, touched: user ? `${user} ${entry.iCalUId}` : null };
  } catch (error) {
    if (!(error instanceof ExchangeRefusal)) throw error;
    return { name: `${name}, refused`, session, touched: null };
  }
}
