import type { MyNotices, Notice } from './contract.ts';
import type { NoticeRow } from './mine/store.ts';
import type { SettingsRow } from './say/store.ts';

function presentNotice(row: NoticeRow): Notice {
  const { id, kind, engagement_id: engagementId, subject, lines, links, state, reason, channel } = row;
  const at = (row.settled_at ?? row.look_at ?? row.due_at).toISOString();
  return { id, kind, engagementId, subject, lines, links, state, reason, channel, at };
}

/** Everything said or to be said to the person themselves. */
export function presentMine(settings: SettingsRow, rows: NoticeRow[], saidThisWeek: number): MyNotices {
  const notices = rows.map(presentNotice);
  return {
    preferences: {
      weeklyBudget: settings.weekly_budget,
      quietFromMinute: settings.quiet_from_minute,
      quietToMinute: settings.quiet_to_minute,
      quietWeekdays: settings.quiet_weekdays,
      fieldworkDigests: settings.fieldwork_digests,
    },
    pausedUntil: settings.paused_until,
    zone: settings.zone,
    saidThisWeek,
    waiting: notices.filter(({ state }) => state === 'waiting').toReversed(),
    past: notices.filter(({ state }) => state !== 'waiting'),
  };
}
