import { answerInvitation, deleteEntry, moveEntry } from '../../../server/sandbox/acts.ts';
import { changeAttendees, forward, handOver } from '../../../server/sandbox/organiser-acts.ts';
import type { CalendarEntry } from '../../../server/sandbox/tenant/views.ts';
import type { Api } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { address, idFor, tenantId } from '../../support/seed.ts';

/** Somebody's own copy of the meeting that starts at an instant. */
interface At {
  api: Api;
  start: string;
}

type Who = 'amina' | 'ines' | 'marcus';

const copy = ({ api, start }: At, name: Who): CalendarEntry => calendarOf(api.simulation, address(name)).find((one) => Date.parse(one.start) === Date.parse(start))!;
const hour = (start: string, days: number) => {
  const at = Date.parse(start) + days * 86_400_000;
  return { start: new Date(at), end: new Date(at + 3_600_000) };
};
const tenantOf = ({ api }: At) => api.simulation.tenant;

const answer = (name: Who, reply: 'accepted' | 'declined' | 'tentativelyAccepted', proposing = false) => (at: At) =>
  answerInvitation(tenantOf(at), { user: address(name), invitation: { iCalUId: copy(at, 'amina').iCalUId }, reply, comment: '', proposedNewTime: proposing ? hour(at.start, 60) : null });
const drag = (name: Who) => (at: At) => moveEntry(tenantOf(at), { user: address(name), id: copy(at, name).id, span: hour(at.start, 60) });
const remove = (name: Who) => (at: At) => deleteEntry(tenantOf(at), { user: address(name), id: copy(at, name).id });
const people = (add: string[], off: Who[]) => (at: At) =>
  changeAttendees(tenantOf(at), { user: address('amina'), id: copy(at, 'amina').id, add: add.map((name) => ({ address: address(name), type: 'required' as const })), remove: off.map(address) });

/** What somebody does in Outlook to a three-way session that the client organises, and what Fieldwork makes of it. */
export interface Act {
  name: string;
  by: Who;
  hands: ((at: At) => unknown)[];
  state: 'booked' | 'cancelled';
  /** It is where it was put, sixty days on. */
  moved?: true;
  organizer?: Who;
  /** Lines of history after the booking. */
  lines: string[];
  /** Kinds of notices, at most one. */
  nudges: string[];
}

const act = (name: string, by: Who, hands: ((at: At) => unknown)[], lines: string[], more: Partial<Act> = {}): Act => ({ name, by, hands, state: 'booked', nudges: [], lines, ...more });

/** The rules of following, one act a row. */
export const acts: Act[] = [
  act('drags it', 'amina', [drag('amina')], ['session-moved-in-outlook'], { moved: true }),
  act('deletes it', 'amina', [remove('amina')], ['session-cancelled-in-outlook'], { state: 'cancelled' }),
  act('cancels it with a word', 'amina', [(at) => at.api.context.microsoft.application(tenantId).cancelEvent(idFor('amina'), copy(at, 'amina').id, 'Sorry')], ['session-cancelled-in-outlook'], { state: 'cancelled' }),
  act('hands it over', 'amina', [(at) => handOver(tenantOf(at), { user: address('amina'), id: copy(at, 'amina').id, to: address('ines'), keepMeeting: false })], ['session-handed-over'], { organizer: 'ines' }),
  act('takes the sponsor off', 'amina', [people([], ['marcus'])], ['session-uninvited']),
  act('takes the sponsor off, and thinks again', 'amina', [people([], ['marcus']), people(['marcus'], [])], ['session-uninvited', 'session-invited-again']),
  act('invites somebody else', 'amina', [people(['omar'], [])], ['session-strangers']),
  act('accepts', 'ines', [answer('ines', 'accepted')], ['session-accepted']),
  act('accepts', 'marcus', [answer('marcus', 'accepted')], ['session-accepted']),
  act('accepts twice', 'ines', [answer('ines', 'accepted'), answer('ines', 'accepted')], ['session-accepted']),
  act('might come', 'ines', [answer('ines', 'tentativelyAccepted')], ['session-tentative']),
  act('might come', 'marcus', [answer('marcus', 'tentativelyAccepted')], ['session-tentative']),
  act('declines', 'ines', [answer('ines', 'declined')], ['session-declined'], { nudges: ['session-declined'] }),
  act('declines', 'marcus', [answer('marcus', 'declined')], ['session-declined'], { nudges: ['session-declined'] }),
  act('proposes another time', 'ines', [answer('ines', 'tentativelyAccepted', true)], ['session-tentative', 'session-proposed-time'], { nudges: ['session-new-time'] }),
  act('declines and proposes another time', 'marcus', [answer('marcus', 'declined', true)], ['session-declined', 'session-proposed-time'], { nudges: ['session-new-time'] }),
  act('forwards it', 'ines', [(at) => forward(tenantOf(at), { user: address('ines'), id: copy(at, 'ines').id, to: address('omar'), comment: '' })], ['session-strangers']),
  act('deletes the own copy', 'ines', [remove('ines')], []),
  act('deletes the own copy', 'marcus', [remove('marcus')], []),
  act('drags the own copy', 'marcus', [drag('marcus')], []),
];
