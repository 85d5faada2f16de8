import { itemOf } from './acts.ts';
import { behaviourId, behavioursIn } from './tenant/calls/presence.ts';
import { LONGEST_STAY_MINUTES, settleCalls } from './tenant/calls/settle.ts';
import { ExchangeRefusal } from './tenant/events/refusal.ts';
import type { Occurrence } from './tenant/events/occurrences.ts';
import { meetingOf } from './tenant/meetings.ts';
import type { BehaviourDocument, CallDocument, Guise } from './tenant/calls/model.ts';
import type { MeetingDocument } from './tenant/model.ts';
import type { Tenant } from './tenant/tenant.ts';

// What people do about an online meeting: come, late or not at all, go, come again, by telephone, under another name.

interface Named {
  /** Lower-case address of somebody who has the meeting in their calendar. */
  user: string;
  /** Id of the entry there; of a series, of the occurrence. */
  id: string;
}

export interface Behaviour extends Named {
  /** Whose place it is, by address; somebody uninvited comes too. */
  who: string;
  /** Minutes from the start; null: as usual again. */
  visits: { from: number; to: number }[] | null;
  guise: Guise;
  withoutAddress: boolean;
}

const refuse = (why: string, status = 400): never => {
  throw new ExchangeRefusal(status, status === 404 ? 'ErrorItemNotFound' : 'ErrorInvalidRequest', why);
};

function meetingAt(tenant: Tenant, { user, id }: Named): { item: Occurrence; meeting: MeetingDocument } {
  const item = itemOf(tenant, user, id);
  const meeting = meetingOf(tenant, item.event);
  if (!meeting) return refuse('This entry has no online meeting.');
  if (item.event.recurrence !== null && item.key === null) return refuse('Of a series, one occurrence has to be named.');
  return { item, meeting };
}

/** Says what somebody does in a meeting that is not over. Throws ExchangeRefusal: 404 for no such entry, 400 for one that is over. */
export function behave(tenant: Tenant, { who, visits, guise, withoutAddress, ...named }: Behaviour): void {
  const { item, meeting } = meetingAt(tenant, named);
  if (item.end <= tenant.clock.now().getTime()) return refuse('This meeting is over: what happened stays as it was.');
  const occurrence = item.key ?? '';
  const id = behaviourId(meeting.id, occurrence, who);
  tenant.state.transact(() => {
    if (visits === null) tenant.state.remove('behaviour', id);
    else tenant.state.put('behaviour', id, { id, mailbox: meeting.id, occurrence, who, visits, guise, withoutAddress });
  });
}

/** What everybody does in a meeting, and the calls that there were. Throws ExchangeRefusal. */
export function lookInto(tenant: Tenant, named: Named): { people: (BehaviourDocument & { set: boolean })[]; calls: CallDocument[] } {
  const { item, meeting } = meetingAt(tenant, named);
  settleCalls(tenant, meeting);
  const people = behavioursIn(tenant, meeting, item).map((one) => ({ ...one, set: tenant.state.get('behaviour', one.id) !== undefined }));
  const latest = new Date(item.end + LONGEST_STAY_MINUTES * 60_000).toISOString();
  const earliest = new Date(item.start - LONGEST_STAY_MINUTES * 60_000).toISOString();
  return { people, calls: [...tenant.state.of('call', meeting.id)].filter(({ start }) => start >= earliest && start <= latest) };
}
