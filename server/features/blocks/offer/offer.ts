import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { BusyInterval, DayHours, Schedule } from '../../../platform/microsoft/microsoft.ts';
import { dayOf } from '../../../platform/zones.ts';
import type { ReviewTimes } from '../contract.ts';
import { daysOffFor } from '../holidays/days-off.ts';
import { limits } from '../plan/limits.ts';
import type { ReviewTimeRow, StoredBlock } from '../store.ts';
import { usualHours } from '../rules.ts';
import { offeredTimes } from './times.ts';

const DAY = 86_400_000;

interface Asked {
  row: ReviewTimeRow;
  block: StoredBlock;
  /** Starts of the client's sessions to come. */
  sessions: readonly { starts_at: Date }[];
}

/** The block itself does not stand in its own way: its entry is taken out, once. */
function withoutOwn(busy: readonly BusyInterval[], { starts_at, ends_at }: StoredBlock): BusyInterval[] {
  const own = busy.findIndex((one) => one.status === 'busy' && one.start === starts_at?.getTime() && one.end === ends_at?.getTime());
  return own < 0 ? [...busy] : busy.toSpliced(own, 1);
}

/** Hours that a calendar told, else those it told before, else usual ones. */
const hoursFrom = (schedule: Extract<Schedule, { readable: true }>, row: ReviewTimeRow): readonly DayHours[] => schedule.hours ?? row.hours ?? usualHours;

/**
 * Times of its week at which the client may put a block, read from their own calendar just now. Rejects with MicrosoftFailure when it
 * cannot be asked, and with AppError 'conflict' when it does not show what is in it: what is not known is never offered as free.
 */
export async function offerTimes(context: AppContext, actor: Actor, { row, block, sessions }: Asked): Promise<ReviewTimes> {
  const now = context.clock.now().getTime();
  const monday = dayOf(block.week);
  const [from, to] = [(monday - 1) * DAY, (monday + 8) * DAY];
  const [schedule] = await context.microsoft.onBehalfOf(actor).schedules([actor.email], new Date(from).toISOString(), new Date(to).toISOString());
  if (!schedule?.readable) throw new AppError('conflict', 'Your calendar cannot be read, so no time can be offered.');
  const zone = schedule.zone ?? row.zone ?? 'UTC';
  const holidays = await daysOffFor(row.holidays, zone, monday, monday + 6);
  const time = { zone, hours: hoursFrom(schedule, row), busy: withoutOwn(schedule.busy, block), holidays };
  const before = sessions.map(({ starts_at }) => starts_at.getTime()).find((start) => start < (monday + 7) * DAY && start > Math.max(now, monday * DAY)) ?? null;
  const current = block.starts_at && block.ends_at ? { start: block.starts_at.getTime(), end: block.ends_at.getTime() } : null;
  const wish = { ...row, leastMinutes: Math.min(row.minutes, limits.leastMinutes) };
  const times = offeredTimes(time, wish, { week: monday, before, current }, now);
  return { times: times.map(({ start, end, usual, tentative }) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString(), usual, tentative })) };
}
