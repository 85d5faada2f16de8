import { toUtc, zoneTable } from '../../../platform/zones.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import type { SlotQuery } from '../slots/types.ts';
import { clientZone, type Knowledge, type Window } from './gather.ts';

const day = 86_400_000;

/** Starts on the quarter hour, as calendars offer them. */
export const gridMinutes = 15;

/** Weeks looked at when nobody says otherwise. */
const usualDays = 21;

/** How far beyond the window calendars are read, so that "one week later" can be counted without asking again. */
export const lookAheadDays = 14;

/** The longest window that may be asked for, in days. */
const longestDays = 56;

export interface Wish {
  kind: SessionKind;
  minutes: number;
  from: Date | null;
  to: Date | null;
}

/** From the engagement's first to the end of its last day, in the client's zone: no session lies outside. */
export function engagementDays({ people, starts_on, ends_on }: EngagementRow): Window {
  const table = zoneTable(clientZone(people));
  return { from: new Date(toUtc(table, starts_on, 0)), to: new Date(toUtc(table, ends_on, 1440)) };
}

/**
 * The window that is searched: from what was asked, or from now, or from the smallest spacing after the latest
 * session; for three weeks, or until the largest spacing when that is later. Never outside the engagement's days.
 */
export function searchWindow(engagement: EngagementRow, wish: Wish, neighbours: Date[], now: Date): Window {
  const { spacingDays } = engagement.rules;
  const days = engagementDays(engagement);
  const latest = Math.max(...neighbours.map((start) => new Date(start).getTime()), 0);
  const opens = wish.from ? wish.from.getTime() : latest > 0 ? latest + spacingDays.min * day - day : 0;
  const from = Math.max(opens, now.getTime(), days.from.getTime());
  const usual = Math.max(from + usualDays * day, latest > 0 && !wish.from ? latest + (spacingDays.max + 1) * day : 0);
  const to = Math.min(wish.to ? wish.to.getTime() : usual, from + longestDays * day);
  return { from: new Date(from), to: new Date(Math.max(from, Math.min(to, days.to.getTime()))) };
}

/**
 * The window in which a chosen time is looked at again: the usual one when it holds the time, so that the times offered instead are
 * the usual ones; else three weeks from the time, because of calendars that were not read nothing is known.
 */
export function windowAround(chosen: Window, usual: Window): Pick<Wish, 'from' | 'to'> {
  if (chosen.from >= usual.from && chosen.to <= usual.to) return { from: null, to: null };
  return { from: chosen.from, to: new Date(chosen.from.getTime() + usualDays * day) };
}

/** Who is asked to the session; only their calendars decide. */
export const invitedRoles = (kind: SessionKind): string[] => (kind === 'three-way' ? ['client', 'coach', 'sponsor'] : ['client', 'coach']);

/** The finder's question, before anything is loosened. */
export function slotQuery(
  engagement: EngagementRow,
  knowledge: Knowledge[],
  search: { window: Window; minutes: number; neighbours: Date[]; now: Date; dataUntil: Date },
): SlotQuery {
  const { rules } = engagement;
  const zone = clientZone(engagement.people);
  return {
    from: search.window.from.getTime(),
    to: search.window.to.getTime(),
    dataUntil: search.dataUntil.getTime(),
    now: search.now.getTime(),
    minutes: search.minutes,
    gridMinutes,
    noticeMinutes: rules.noticeHours * 60,
    spacing: { minDays: rules.spacingDays.min, maxDays: rules.spacingDays.max, neighbours: search.neighbours.map((start) => new Date(start).getTime()) },
    people: knowledge.map((one) => ({
      id: one.personId,
      required: true,
      known: one.known,
      unconfirmed: false,
      zone: one.zone,
      hours: one.hours,
      hoursByDate: one.hoursByDate,
      busy: one.busy,
      bufferMinutes: rules.bufferMinutes[one.role],
    })),
    preferred: rules.preferred.length > 0 ? { zone, hours: rules.preferred } : null,
    movable: knowledge.flatMap(({ movable }) => movable),
    spreadZone: zone,
    limit: 10,
  };
}

/** People whose calendar was put out of the decision: they are invited as optional. */
export const madeOptional = (relax: Relaxation[]): string[] => relax.flatMap((one) => (one.type === 'optional' ? [one.personId] : []));

/** True when a time is only proposed until somebody confirms. */
export const needsConfirming = (relax: Relaxation[]): boolean => relax.some((one) => one.type === 'unconfirmed');
