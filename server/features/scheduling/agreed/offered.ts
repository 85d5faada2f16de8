import type { EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { AppError, invalid } from '../../../platform/errors.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import type { ReadSchedules } from '../find/gather.ts';
import { presentTimes } from '../find/present.ts';
import { allows } from '../find/recheck.ts';
import { factsFor, prepare } from '../find/search.ts';
import { checkKind, timeProblem } from '../rules.ts';

export interface Offer {
  kind: SessionKind;
  minutes: number;
  /** Epoch milliseconds. */
  starts: number[];
  relax: Relaxation[];
}

/** The field that names the n-th time in the request. */
type FieldOf = (index: number) => string;

const MINUTE = 60_000;
const DAY = 86_400_000;

function checkTimes(context: AppContext, engagement: EngagementRow, { starts, minutes }: Offer, field: FieldOf): void {
  starts.forEach((start, index) => {
    const problem = timeProblem(engagement, { from: new Date(start), to: new Date(start + minutes * MINUTE) }, context.clock.now());
    if (problem) throw invalid(field(index), problem);
  });
  if (Math.max(...starts) - Math.min(...starts) > 56 * DAY) throw invalid(field(0), 'must be within 56 days of the others');
}

/**
 * Looks at several times at once, as the finder would offer them. Throws AppError 'slot-taken' with fresh times when one would not
 * be offered; passes when Microsoft cannot be asked now, because each time is looked at again before anything is booked.
 */
export async function checkOffered(context: AppContext, scope: EngagementScope, read: ReadSchedules, offer: Offer, field: FieldOf): Promise<void> {
  const facts = await factsFor(context, scope, null);
  checkKind(facts.engagement, offer.kind);
  checkTimes(context, facts.engagement, offer, field);
  const wish = {
    kind: offer.kind,
    minutes: offer.minutes,
    from: new Date(Math.min(...offer.starts)),
    to: new Date(Math.max(...offer.starts) + offer.minutes * MINUTE),
  };
  const relax = offer.relax.filter((one) => one.type !== 'later' && one.type !== 'length');
  try {
    const search = await prepare(context, read, scope.tenantId, facts, { wish, relax });
    if (offer.starts.every((start) => allows(search.query, start, offer.minutes))) return;
    throw new AppError('slot-taken', 'Not all of these times are free any more.', { details: { blockedBy: [], slots: presentTimes(search).slots } });
  } catch (error) {
    if (!(error instanceof MicrosoftFailure) || !error.passing) throw error;
  }
}
