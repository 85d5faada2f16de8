import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure, type ApplicationMicrosoft, type CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import { findPerson } from '../../people/service.ts';
import { stillFree } from '../find/recheck.ts';
import type { SessionRow } from '../store.ts';
import { draftOf } from './draft.ts';
import { NeverSent, nextStep, NotSentYet, setback, SlotTaken, unsent, type Setback, type Step } from './rules.ts';
import { forgetUnsent } from '../store.ts';
import { claim, learn, postpone, settle, type Known } from './store.ts';
import { settleLedger, tellLedger } from './told.ts';

/** More steps than any session needs: a guard against a calendar that never agrees. */
const mostSteps = 8;

function fromEvent(event: CalendarEvent, row: SessionRow): Known {
  const responses = event.attendees.flatMap(({ email, response }) => {
    const person = row.people.find((one) => one.email === email.toLowerCase());
    return person ? [[person.id, response] as const] : [];
  });
  return {
    eventId: event.id,
    iCalUId: event.iCalUId,
    eventStart: event.start,
    eventEnd: event.end,
    eventCancelled: event.isCancelled,
    joinUrl: event.joinUrl,
    webLink: event.webLink,
    eventModifiedAt: event.modifiedAt,
    responses: Object.fromEntries(responses),
    chatApp: row.chat_app === 'pending' && event.joinUrl === null ? 'none' : row.chat_app,
  };
}

type Work = (context: AppContext, microsoft: ApplicationMicrosoft, row: SessionRow, organizer: string) => Promise<Known>;

/** The app in the meeting's chat is a comfort: that it failed is said on the screen, and the session stands all the same. */
const install: Work = async (context, microsoft, row, organizer) => {
  try {
    const chatId = row.chat_id ?? (await microsoft.meetingChat(organizer, row.join_url!));
    if (chatId === null) return { chatApp: 'failed' };
    await microsoft.installInChat(chatId);
    return { chatId, chatApp: 'installed' };
  } catch (error) {
    if (!(error instanceof MicrosoftFailure) || (error.passing && row.sync_attempts < 4)) throw error;
    context.log.warn({ sessionId: row.id, kind: error.kind }, 'the app could not be put into the chat');
    return { chatApp: 'failed' };
  }
};

/** Looks for the invitation that the organiser sends from Outlook, and takes it over as it was sent. */
const adopt: Work = async (context, microsoft, row, organizer) => {
  const sent = await microsoft.findComposed(organizer, row.id);
  if (sent === null) throw context.clock.now() >= new Date(row.expected_until!) ? new NeverSent() : new NotSentYet();
  const event = sent.isCancelled ? sent : await microsoft.adoptEvent(organizer, sent.id, row.id);
  const asked = row.relaxed.some(({ type }) => type === 'unconfirmed');
  const state = event.isCancelled ? 'cancelled' : asked ? 'proposed' : 'booked';
  return { ...fromEvent(event, row), state, startsAt: event.start, endsAt: event.end, expectedUntil: null, checked: true };
};

const works: Record<Step, Work> = {
  check: async (context, _microsoft, row) => {
    await stillFree(context, row);
    return { checked: true };
  },
  book: async (context, microsoft, row, organizer) => {
    await tellLedger(context, row, 'book');
    return fromEvent(await microsoft.createEvent(organizer, draftOf(row)), row);
  },
  move: async (context, microsoft, row, organizer) => {
    const { start, end, zone } = draftOf(row);
    // A move whose answer was lost may have been made: moving again would mail everybody twice.
    const there = row.sync_attempts > 1 ? await microsoft.getEvent(organizer, row.event_id!) : null;
    if (there && Date.parse(there.start) === Date.parse(start) && Date.parse(there.end) === Date.parse(end)) return fromEvent(there, row);
    await tellLedger(context, row, 'move');
    return fromEvent(await microsoft.moveEvent(organizer, row.event_id!, { start, end, zone }), row);
  },
  cancel: async (context, microsoft, row, organizer) => {
    await tellLedger(context, row, 'cancel');
    await microsoft.cancelEvent(organizer, row.event_id!, row.cancel_comment);
    return { eventCancelled: true, chatApp: 'none' };
  },
  'find-lost': async (_context, microsoft, row, organizer) => {
    const event = await microsoft.findEvent(organizer, row.id);
    return event ? fromEvent(event, row) : { eventCancelled: true, chatApp: 'none' };
  },
  install,
  adopt,
};

async function workOn(context: AppContext, claimed: SessionRow): Promise<void> {
  const microsoft = context.microsoft.application(claimed.tenant_id);
  const organizer =
    claimed.people.find(({ id }) => id === claimed.organizer_id) ?? (await context.db.reading(claimed.tenant_id, (tx) => findPerson(tx, claimed.tenant_id, claimed.organizer_id)));
  let [row, step] = [claimed, nextStep(claimed)];
  if (step === null) return context.db.together(row.tenant_id, (tx) => settle(tx, row));
  for (let count = 0; count < mostSteps; count += 1) {
    const before = row;
    try {
      const known = await works[step](context, microsoft, before, organizer!.object_id!);
      await settleLedger(context, before, step, known.eventId !== undefined);
      row = await context.db.together(before.tenant_id, (tx) => learn(tx, before, known, context.clock.now()));
      step = nextStep(row);
      if (step === null) return await context.db.together(before.tenant_id, (tx) => settle(tx, row));
    } catch (error) {
      return giveWay(context, before, error);
    }
  }
  throw new Error('a session and its calendar event do not come to agree');
}

async function giveWay(context: AppContext, row: SessionRow, error: unknown): Promise<void> {
  const now = context.clock.now();
  if (error instanceof NeverSent) return void (await context.db.scoped(row.tenant_id, (tx) => forgetUnsent(tx, row.tenant_id, row.id, row.organizer_id)));
  const why = setbackOf(error, row);
  context.log.warn({ sessionId: row.id, problem: why.problem, waitSeconds: why.waitSeconds }, 'the calendar is not there yet');
  await context.db.scoped(row.tenant_id, (tx) => postpone(tx, row, why, now));
  if (why.waitSeconds !== null) await context.jobs.wake(syncName, new Date(now.getTime() + why.waitSeconds * 1000));
  // What is not Microsoft's doing is our mistake: the session is kept for a later try, and the operator hears of it.
  if (![MicrosoftFailure, SlotTaken, NotSentYet].some((known) => error instanceof known)) throw error;
}

function setbackOf(error: unknown, row: SessionRow): Setback {
  if (error instanceof SlotTaken) return { problem: 'slot-taken', permission: null, waitSeconds: null };
  return error instanceof NotSentYet ? unsent(row.sync_attempts) : setback(asFailure(error), row.sync_attempts);
}

const asFailure = (error: unknown): MicrosoftFailure =>
  error instanceof MicrosoftFailure ? error : new MicrosoftFailure('unavailable', 'unexpected', { cause: error });

export const syncName = 'session-calendar';

/** Brings one session's calendar event to what was agreed, if it is due and nobody else is at it. */
export async function syncSession(context: AppContext, tenantId: string, sessionId: string): Promise<boolean> {
  const row = await context.db.together(tenantId, (tx) => claim(tx, tenantId, sessionId, context.clock.now()));
  if (!row) return false;
  await workOn(context, row);
  return true;
}
