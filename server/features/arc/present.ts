import type { Plan, PlanItem } from './contract.ts';
import type { ItemRow, PlanRow } from './store.ts';

const iso = (at: Date | null): string | null => (at === null ? null : new Date(at).toISOString());

function stateOf(item: ItemRow, now: Date): PlanItem['state'] {
  if (item.ends_at !== null) return new Date(item.ends_at) > now ? 'booked' : 'done';
  if (item.status === 'skipped') return 'skipped';
  return item.window_to < now.toISOString().slice(0, 10) ? 'passed' : 'planned';
}

/** A plan as everybody in the engagement may see it: which sessions, when, and how far they are. Nothing of what they are about. */
export function presentPlan(plan: PlanRow, now: Date): Plan {
  return {
    version: plan.version,
    settings: plan.settings,
    items: plan.items.map((item) => ({
      id: item.id,
      kind: item.kind,
      day: item.target_day,
      from: item.window_from,
      to: item.window_to,
      status: item.status,
      sessionId: item.session_id,
      state: stateOf(item, now),
      start: iso(item.starts_at),
      end: iso(item.ends_at),
    })),
  };
}
