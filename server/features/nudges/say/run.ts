import type { AppContext } from '../../../context.ts';
import { newId } from '../../../platform/ids.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { saveZone } from '../../people/service.ts';
import { letterKinds } from '../contract.ts';
import { decide, weekOf, type Decision, type Listener, type Pending } from '../rules.ts';
import { sendMessage, type Message, type Saying } from './send.ts';
import { claimMessage, keepDecision, keepPresence, lockSettings, pendingOf, saidIn, type PendingRow, type PersonKey, type SettingsRow } from './store.ts';

/** What a mailbox said of its owner's absence holds for so long (milliseconds). */
const presenceHolds = 3_600_000;

const pendingFrom = (row: PendingRow): Pending => ({
  id: row.id,
  weight: row.weight,
  dueAt: row.due_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  meetingOn: row.meeting_on,
  alone: letterKinds.has(row.kind),
  reason: row.reason,
  engagement: { status: row.status, pausedUntil: row.engagement_paused_until },
});

/** Somebody outside who told no zone is taken to be where the client is. */
const zoneOf = (settings: SettingsRow, rows: PendingRow[]): string => settings.zone ?? rows[0]?.client_zone ?? 'UTC';

function listenerFrom(settings: SettingsRow, zone: string, saidThisWeek: number): Listener {
  return {
    preferences: {
      weeklyBudget: settings.weekly_budget,
      quietFromMinute: settings.quiet_from_minute,
      quietToMinute: settings.quiet_to_minute,
      quietWeekdays: settings.quiet_weekdays,
      pausedUntil: settings.paused_until,
    },
    zone,
    saidThisWeek,
    awayUntil: settings.absent_until?.getTime() ?? null,
  };
}

/** True when the mailbox should be asked before this person is told anything. */
const presenceIsOld = (settings: SettingsRow, now: Date): boolean =>
  settings.object_id !== null && (settings.absence_read_at === null || now.getTime() - settings.absence_read_at.getTime() >= presenceHolds);

type Outcome = { ask: SettingsRow } | { messages: Message[]; settled: number };

/** Decides in one transaction; what is to be said is claimed in it, so that nobody else says it or spends its place in the budget. */
async function settle(context: AppContext, person: PersonKey, now: Date, asked: boolean): Promise<Outcome> {
  return context.db.scoped(person.tenantId, async (tx) => {
    const settings = await lockSettings(tx, person);
    const rows = await pendingOf(tx, person, now);
    const zone = zoneOf(settings, rows);
    const week = weekOf(zone, now.getTime());
    const decision = decide(rows.map(pendingFrom), listenerFrom(settings, zone, await saidIn(tx, person, week)), now.getTime());
    // Without a zone nobody knows whether it is night there; the mailbox tells both.
    const matters = decision.say.length > 0 || (settings.zone === null && decision.hold.length > 0);
    if (!asked && matters && presenceIsOld(settings, now)) return { ask: settings };
    await keepDecision(tx, person.tenantId, decision, now);
    const messages = decision.say.map((ids): Message => ({
      id: newId(), person, settings, notices: rows.filter(({ id }) => ids.includes(id)),
    }));
    for (const { id, notices } of messages) await claimMessage(tx, person, { id, week, notices: notices.map((one) => one.id), now });
    return { messages, settled: settledBy(decision) };
  });
}

const settledBy = ({ say, hold, drop }: Decision): number => say.flat().length + hold.length + drop.length;

/** Asks the mailbox; one that cannot be read is no reason to say nothing, quiet hours still hold. */
async function learnPresence(context: AppContext, person: PersonKey, settings: SettingsRow, now: Date): Promise<void> {
  const known = await context.microsoft
    .application(person.tenantId)
    .presence({ objectId: settings.object_id!, email: settings.email }, now.toISOString())
    .catch((error: unknown) => {
      if (!(error instanceof MicrosoftFailure)) throw error;
      return { zone: null, awayUntil: null };
    });
  await context.db.scoped(person.tenantId, async (tx) => {
    await keepPresence(tx, person, { awayUntil: known.awayUntil, now });
    if (known.zone !== null && settings.zone === null) await saveZone(tx, person.tenantId, person.personId, known.zone);
  });
}

/** Says what is due for one person, once. Answers how many notices were settled or put off. */
export async function sayDue(context: AppContext, saying: Saying, person: PersonKey): Promise<number> {
  const now = context.clock.now();
  let outcome = await settle(context, person, now, false);
  if ('ask' in outcome) {
    await learnPresence(context, person, outcome.ask, now);
    outcome = await settle(context, person, now, true);
  }
  if ('ask' in outcome) return 0;
  for (const message of outcome.messages) await sendMessage(context, saying, message);
  return outcome.settled;
}
