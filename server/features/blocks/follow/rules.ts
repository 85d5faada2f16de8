import type { CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import type { MailboxChange } from '../../following/service.ts';
import { localDay, dateOf, toUtc, zoneTable } from '../../../platform/zones.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Changes come in bursts: a block that one of them touches is looked at once, this long afterwards. */
const settleMinutes = 5;
/** A block that begins within this is looked at in the next round after a change, any other in the evening of that day. */
const nearHours = 48;
/** Rounds lie on the clock, so that those of one tenant who are due are asked about in one request. */
const roundHours = 6;
const eveningMinute = 18 * 60;

/** A block that is to come, as far as it decides whether a change concerns it. */
export interface ComingBlock {
  start: number | null;
  end: number | null;
  /** Null for an occurrence that was never listed. */
  eventId: string | null;
  seriesEventId: string | null;
  /** Where it is known to stand. */
  eventStart: number | null;
  eventEnd: number | null;
  asking: boolean;
  pinned: boolean;
}

/** `own`: the block itself was moved or taken out. `touches`: something lies over one now. */
export type Concern = 'own' | 'touches' | 'may-touch' | 'none';

const mayGain = (blocks: readonly ComingBlock[]): Concern => (blocks.some(({ asking }) => asking) ? 'may-touch' : 'none');

function ofWhatIsGone(blocks: readonly ComingBlock[], gone: string): Concern {
  if (blocks.some(({ eventId, seriesEventId }) => eventId === gone || seriesEventId === gone)) return 'own';
  // An occurrence whose id was not needed so far, perhaps; looking closely tells all ids, so this is done once.
  if (blocks.some(({ eventId, seriesEventId }) => eventId === null && seriesEventId !== null)) return 'own';
  return mayGain(blocks);
}

/** What becomes of our own event; `others` when it is somebody else's. */
function ofOurs(blocks: readonly ComingBlock[], event: CalendarEvent, eventId: string): Concern | 'others' {
  const stands = ({ eventStart, eventEnd }: ComingBlock): boolean => eventStart === Date.parse(event.start) && eventEnd === Date.parse(event.end);
  const own = blocks.find((block) => block.eventId === eventId);
  if (own) return stands(own) ? 'none' : 'own';
  if (event.seriesMasterId === null || !blocks.some(({ seriesEventId }) => seriesEventId === event.seriesMasterId)) return 'others';
  // As the rule has it: where the series was put it is known to be.
  return event.type === 'occurrence' || blocks.some(stands) ? 'none' : 'own';
}

const taking = new Set<CalendarEvent['showAs']>(['busy', 'oof', 'unknown']);

/**
 * Whether a change in the calendar concerns a block: the client moved or took out the block itself, or put over it what makes it move. A
 * change that may give room to a block without a place may concern that one.
 */
export function concernOf(blocks: readonly ComingBlock[], { eventId, event }: MailboxChange): Concern {
  if (event === null) return ofWhatIsGone(blocks, eventId);
  const ours = ofOurs(blocks, event, eventId);
  if (ours !== 'others') return ours;
  // The occurrences come beside it.
  if (event.type === 'seriesMaster') return 'none';
  const [start, end] = [Date.parse(event.start), Date.parse(event.end)];
  const over = blocks.some((block) => !block.pinned && block.start !== null && block.start < end && block.end! > start);
  const takes = over && !event.isCancelled && event.ownResponse !== 'declined' && taking.has(event.showAs);
  return takes ? 'touches' : mayGain(blocks);
}

/** When to look because a block is touched: soon, and together with whatever else changes until then. */
export const lookSoon = (now: number): number => Math.ceil((now + settleMinutes * MINUTE) / (settleMinutes * MINUTE)) * settleMinutes * MINUTE;

/**
 * When to look because of a change of which only that it happened is known. `nextStart`: when the next block begins, null for none. With 25
 * changes a week this is some eight looks, a twentieth of a request each.
 */
export function lookInRound(now: number, zone: string, nextStart: number | null): number {
  if (nextStart !== null && nextStart - now < nearHours * HOUR) return Math.ceil(now / (roundHours * HOUR)) * roundHours * HOUR;
  const today = localDay(zoneTable(zone), now);
  const evening = [today, today + 1].map((day) => toUtc(zoneTable(zone), dateOf(day), eveningMinute)).find((at) => at >= now)!;
  return Math.ceil(evening / HOUR) * HOUR;
}
