import type { ScheduleInformation, ScheduleItem } from '@microsoft/microsoft-graph-types';
import { outlook, type CallDetails, type Graph } from './graph.ts';
import type { BusyInterval, Schedule } from './microsoft.ts';
import { toBusy, toHours } from './schedule-items.ts';
import { toIana } from './zones.ts';

/** Microsoft's limits: 20 addresses a request and less than 62 days (learn.microsoft.com/graph/outlook-get-free-busy-schedule). */
const addressesAtOnce = 20;
const daysAtOnce = 60;
const day = 86_400_000;
const minute = 60_000;

interface Window {
  from: number;
  to: number;
}

interface Answer extends Window {
  byEmail: Map<string, ScheduleInformation>;
  /** Minutes of one character of `availabilityView`. */
  interval: number;
}

function windows(from: number, to: number): Window[] {
  const count = Math.max(1, Math.ceil((to - from) / (daysAtOnce * day)));
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * daysAtOnce * day,
    to: Math.min(to, from + (index + 1) * daysAtOnce * day),
  }));
}

const groups = (emails: string[]): string[][] =>
  Array.from({ length: Math.ceil(emails.length / addressesAtOnce) }, (_, index) =>
    emails.slice(index * addressesAtOnce, (index + 1) * addressesAtOnce),
  );

const utc = (milliseconds: number) => ({ dateTime: new Date(milliseconds).toISOString().slice(0, 19), timeZone: 'UTC' });

/** Fine enough for what `availabilityView` is used for; Microsoft takes 5 minutes and more, and never more than the window. */
const intervalFor = ({ from, to }: Window): number => (to - from >= 15 * minute ? 15 : 5);

const unreadable = (email: string, reason: string): Schedule => ({ email, readable: false, reason });

/** Why a calendar was not shown, in our words. 5009 is Exchange's "not one of ours". */
const reasonOf = (responseCode: string | null | undefined): string =>
  responseCode === '5009' ? 'This address is not in your organisation.' : 'Microsoft 365 does not show this calendar.';

/** Whether anything at all was said about a person's time. Silence is not "free". */
const isSilent = (piece: ScheduleInformation | undefined): boolean =>
  !piece || !!piece.error || (!piece.scheduleItems && !piece.availabilityView);

function busyIn(answer: Answer, piece: ScheduleInformation): BusyInterval[] {
  const items: ScheduleItem[] = piece.scheduleItems ?? [];
  return toBusy(items, piece.availabilityView ?? '', answer.from, answer.interval * minute);
}

/** One person out of the pieces of the window. One piece that cannot be read makes the whole unreadable. */
function oneSchedule(email: string, answers: Answer[]): Schedule {
  const relevant = answers.map((answer) => ({ answer, piece: answer.byEmail.get(email.toLowerCase()) }));
  const silent = relevant.find(({ piece }) => isSilent(piece));
  if (silent) return unreadable(email, reasonOf(silent.piece?.error?.responseCode));
  const workingHours = relevant[0]?.piece?.workingHours;
  const zone = toIana(workingHours?.timeZone?.name);
  const last = relevant.length - 1;
  // An entry over the seam of two windows comes with both: it counts where it begins.
  const busy = relevant.flatMap(({ answer, piece }, index) => (piece ? busyIn(answer, piece).filter(({ start }) => (index === 0 || start >= answer.from) && (index === last || start < answer.to)) : []));
  // Hours without a zone say nothing: nine o'clock where?
  return { email, readable: true, busy, hours: zone === null ? null : toHours(workingHours), zone };
}

/** Asks about the addresses in one window, in as many requests as they need, and puts the answers together. */
async function askWindow(graph: Graph, path: string, call: CallDetails, emails: string[], window: Window): Promise<Answer> {
  const interval = intervalFor(window);
  const times = { startTime: utc(window.from), endTime: utc(window.to), availabilityViewInterval: interval };
  const answers = await Promise.all(
    groups(emails).map((schedules) => graph.post<{ value?: ScheduleInformation[] }>(path, { schedules, ...times }, call)),
  );
  const pieces = answers.flatMap(({ value }) => value ?? []);
  return { ...window, interval, byEmail: new Map(pieces.map((piece) => [(piece.scheduleId ?? '').toLowerCase(), piece])) };
}

/**
 * Free/busy and working hours of each address, in the order asked, between two instants.
 * `owner` is `/me` or `/users/{id}`: in whose name is asked; `mailbox` is theirs. Entries that touch
 * or overlap stay as they are: whoever takes one of their own out of them has to know it again.
 */
export async function readSchedules(
  graph: Graph,
  asked: { owner: string; mailbox: string; permission: CallDetails['permission'] },
  emails: string[],
  from: string,
  to: string,
): Promise<Schedule[]> {
  const unique = [...new Set(emails.map((email) => email.toLowerCase()))];
  if (unique.length === 0) return [];
  const path = `${asked.owner}/calendar/getSchedule`;
  // A POST that changes nothing.
  const call = { operation: 'getSchedule', permission: asked.permission, mailbox: asked.mailbox, headers: outlook, repeatable: true, write: false };
  const answers = await Promise.all(
    windows(Date.parse(from), Date.parse(to)).map((window) => askWindow(graph, path, call, unique, window)),
  );
  return emails.map((email) => oneSchedule(email, answers));
}
