import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { AppError, invalid } from '../../../platform/errors.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import { timeProblem } from '../rules.ts';
import { whatBlocks } from './blocks.ts';
import type { Window } from './gather.ts';
import { presentTimes } from './present.ts';
import { allows } from './recheck.ts';
import { prepare, wishFor, type factsFor, type Search } from './search.ts';

export const inOwnName = (context: AppContext, actor: Actor) => {
  const microsoft = context.microsoft.onBehalfOf(actor);
  return (emails: string[], from: string, to: string) => microsoft.schedules(emails, from, to);
};

function slotTaken(search: Search, start: number, minutes: number, viewerId: string): AppError {
  const { names, rule } = whatBlocks(search, start, minutes);
  return new AppError('slot-taken', rule ?? 'This time is not free any more.', { details: { blockedBy: names, rule, slots: presentTimes(search, viewerId).slots } });
}

export const takenJustNow = (): AppError =>
  new AppError('slot-taken', 'Another session was put at this time just now. Look for times again.', { details: { blockedBy: [], slots: [] } });

export const windowOf = (start: string, minutes: number): Window => ({ from: new Date(start), to: new Date(Date.parse(start) + minutes * 60_000) });

interface Chosen extends Window {
  kind: SessionKind;
  relax: Relaxation[];
}

/**
 * Looks again at the chosen time. Answers false when Microsoft cannot be asked now: the choice is kept and looked at
 * again before anything is written. Throws AppError 'slot-taken' with who blocks and fresh times.
 */
export async function recheck(context: AppContext, actor: Actor, facts: Awaited<ReturnType<typeof factsFor>>, chosen: Chosen): Promise<boolean> {
  const wish = wishFor(facts, chosen.kind, chosen, context.clock.now());
  try {
    const search = await prepare(context, inOwnName(context, actor), actor.tenantId, facts, { wish, relax: chosen.relax });
    if (!allows(search.query, chosen.from.getTime(), wish.minutes)) throw slotTaken(search, chosen.from.getTime(), wish.minutes, actor.personId);
    return true;
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.passing) return false;
    throw error;
  }
}

/** What is wrong with a time by itself is a mistake of the request. */
export function checkTime(context: AppContext, engagement: EngagementRow, chosen: Window): void {
  const problem = timeProblem(engagement, chosen, context.clock.now());
  if (problem !== null) throw invalid('start', problem);
}
