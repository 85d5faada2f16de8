import type { NoticeDraft } from '../nudges/service.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Milliseconds from a miss to the first note: somebody who is about to book anyway is not told to. */
export const firstAfter = hour;
/** Milliseconds between the notes, counted from when one was said. */
export const againAfter = 3 * day;
/** Milliseconds after which a missing person is told that somebody waits (product.md D), and from which it is the coach's to say what happened. */
export const pingAfter = 5 * 60_000;
export const pingUntil = 15 * 60_000;

export type Ending = 'booked' | 'disputed' | 'changed' | 'stopped';

/** What may end a chase, as it stands now. */
export interface Standing {
  booked: boolean;
  disputed: boolean;
  /** The session still counts as missed, or as called off late by the client. */
  stands: boolean;
  running: boolean;
}

/** Why a chase is over, or null while it goes on: it stops at once for whatever makes it pointless or unkind. */
export function endingOf({ booked, disputed, stands, running }: Standing): Ending | null {
  if (booked) return 'booked';
  if (disputed) return 'disputed';
  if (!stands) return 'changed';
  return running ? null : 'stopped';
}

/** What everything unsaid about one missed session starts with. */
export const chaseKey = (sessionId: string): string => `chase:${sessionId}:`;
export const noteKey = (sessionId: string, step: number): string => `${chaseKey(sessionId)}${step}`;

/** What a note is made of. Instants are ISO. */
export interface Subject {
  tenantId: string;
  sessionId: string;
  engagementId: string;
  why: 'missed' | 'late-cancel';
  start: string;
  client: { id: string; name: string; zone: string };
  coach: { id: string; name: string };
  /** What the agreed ladder makes of it, which this note says too: a line of its own would be a second message about one miss. */
  ladder: 'first' | 'talk' | null;
}

const text = (at: string, zone: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(at));
const dayText = (at: string, zone: string): string => text(at, zone, { weekday: 'long', day: 'numeric', month: 'long' });
const timeText = (at: string, zone: string): string => `${dayText(at, zone)}, ${text(at, zone, { hour: '2-digit', minute: '2-digit' })}`;

/** Where a time can be booked with one press. */
export const rebookPath = (sessionId: string, start?: string): string => `/sessions/${sessionId}/rebook${start ? `/${start.replaceAll(/[-:]|\.\d+/g, '')}` : ''}`;

const happened: Record<Subject['why'], (day: string, coach: string) => string> = {
  missed: (on, coach) => `Your session with ${coach} on ${on} did not take place. That happens.`,
  'late-cancel': (on, coach) => `Your session with ${coach} on ${on} was called off. That happens.`,
};

const ladderWords = ({ ladder, coach }: Subject): string[] =>
  ladder === 'first' ? ['It stays with you: nobody else is written to.'] : ladder === 'talk' ? [`${coach.name} may ask what would make it easier. Nobody else is written to.`] : [];

/** A note with times to the client: the first, or, with `again`, the second, which names a human too. */
export function timesNote(of: Subject, step: 1 | 2, times: { start: string }[], now: Date): NoticeDraft {
  const { tenantId, sessionId, engagementId, client, coach } = of;
  const offer = times.length > 0 ? 'These times suit you both at the moment. Choose one, and it is booked.' : 'Fieldwork can look for a time that suits you both.';
  const first = [happened[of.why](dayText(of.start, client.zone), coach.name), offer, ...ladderWords(of)];
  const second = [`Your next session with ${coach.name} has no time yet. ${offer}`, `If something else would suit you better at present, ${coach.name} is glad to hear it from you.`];
  const direct = times.slice(0, 3).map(({ start }) => ({ label: timeText(start, client.zone), path: rebookPath(sessionId, start) }));
  return {
    tenantId, personId: client.id, engagementId, sessionId, key: noteKey(sessionId, step), kind: 'rebook',
    subject: step === 1 ? 'Shall we find another time?' : 'Times for your next session',
    lines: step === 1 ? first : second,
    links: [...(times.length > 0 ? [{ label: 'Choose a time', path: rebookPath(sessionId) }, ...direct] : []), { label: 'Look for other times', path: `/engagements/${engagementId}/book` }],
    dueAt: now, expiresAt: new Date(now.getTime() + 7 * day), weight: 'normal',
  };
}

/** After two notes it is a person's turn: the coach is told, and nobody else is written to. */
export function humanNote({ tenantId, sessionId, engagementId, client, coach, start }: Subject, now: Date): NoticeDraft {
  return {
    tenantId, personId: coach.id, engagementId, sessionId, key: noteKey(sessionId, 3), kind: 'rebook-person',
    subject: `A word from you may help ${client.name}`,
    lines: [`Since the session of ${dayText(start, client.zone)} nothing is booked with ${client.name}. Two notes with times were enough; a word from you may do more.`],
    links: [{ label: 'Find times', path: `/engagements/${engagementId}/book` }],
    dueAt: now, expiresAt: new Date(now.getTime() + 14 * day), weight: 'normal',
  };
}

export interface Meeting {
  tenantId: string;
  sessionId: string;
  engagementId: string;
  start: Date;
}

/** To somebody who is not seen in a meeting in which somebody else is: not a reproach, and what they can do. */
export function pingNote({ tenantId, sessionId, engagementId, start }: Meeting, to: string, waiting: string, now: Date): NoticeDraft {
  const path = `/sessions/${sessionId}`;
  return {
    tenantId, personId: to, engagementId, sessionId, key: `ping:${sessionId}:${start.toISOString()}`, kind: 'session-missing',
    subject: `${waiting} is in the meeting`,
    lines: ['If you are there already, there is nothing to do. Otherwise: join, say that you are a few minutes late, move it, or say that you cannot come.'],
    links: [{ label: 'Join, or say how it stands', path }],
    dueAt: now, expiresAt: new Date(start.getTime() + 20 * 60_000), weight: 'now',
  };
}

/** To the others: somebody is on the way. */
export function lateNote({ tenantId, sessionId, engagementId, start }: Meeting, to: string, late: { name: string; personId: string; minutes: number }, now: Date): NoticeDraft {
  return {
    tenantId, personId: to, engagementId, sessionId, key: `late:${sessionId}:${start.toISOString()}:${late.personId}:${late.minutes}`, kind: 'session-late',
    subject: `${late.name} is on the way, about ${late.minutes} minutes late`,
    lines: ['There is nothing to do; the session stays as it is.'],
    links: [{ label: 'The session', path: `/sessions/${sessionId}` }],
    dueAt: now, expiresAt: new Date(start.getTime() + 20 * 60_000), weight: 'now',
  };
}
