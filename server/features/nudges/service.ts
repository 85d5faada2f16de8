import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { invalid } from '../../platform/errors.ts';
import { dateOf, localDay, zoneTable } from '../../platform/zones.ts';
import type { ChangeNotices, MyNotices } from './contract.ts';
import { changeSettings, noticesOf } from './mine/store.ts';
import { noticesName } from './offer/offer.ts';
import { presentMine } from './present.ts';
import { weekOf } from './rules.ts';
import { lockSettings, saidIn, type PersonKey } from './say/store.ts';

export { erasure, personal } from './mine/store.ts';

export { noticesName, offerNotice, withdrawNotices, withdrawNoticesOf, type NoticeDraft } from './offer/offer.ts';
export { toldByKey, type Told } from './offer/store.ts';
export type { Composer } from './say/send.ts';

/** Whether a person wants open fieldwork brought to mind. */
export const wantsDigests = async (tx: Queryable, person: PersonKey): Promise<boolean> => (await lockSettings(tx, person)).fieldwork_digests;
export { stateOfNotice } from './offer/store.ts';
export type { Leaves, LeavingNotice } from './say/leaves.ts';

/** Whoever asks for their own notices: of all engagements, or, with a personal link, of the one it was made for. */
export type Reader = PersonKey & { engagementId?: string };

/** What was said to a person, what waits, and when they want to hear. Nobody else is ever shown it. */
export async function noticesToMe(context: AppContext, person: Reader): Promise<MyNotices> {
  const now = context.clock.now().getTime();
  return context.db.scoped(person.tenantId, async (tx) => {
    const settings = await lockSettings(tx, person);
    const said = await saidIn(tx, person, weekOf(settings.zone ?? 'UTC', now));
    return presentMine(settings, await noticesOf(tx, person), said);
  });
}

/** Days that a pause may last at most: longer is leaving. */
const longestPauseDays = 366;

/** Changes what was sent, for this person alone. Rejects with AppError 'invalid-request' for a pause that is over already, or endless. */
export async function changeMyNotices(context: AppContext, person: Reader, change: ChangeNotices): Promise<MyNotices> {
  const now = context.clock.now();
  await context.db.scoped(person.tenantId, async (tx) => {
    const { zone } = await lockSettings(tx, person);
    const today = localDay(zoneTable(zone ?? 'UTC'), now.getTime());
    const until = change.pausedUntil;
    if (until && until <= dateOf(today)) throw invalid('pausedUntil', 'must be a day after today');
    if (until && until > dateOf(today + longestPauseDays)) throw invalid('pausedUntil', 'must be within a year');
    await changeSettings(tx, person, change, now);
  });
  await context.jobs.wake(noticesName);
  return noticesToMe(context, person);
}
