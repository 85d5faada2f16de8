import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { oldestLine, removeLines } from './store.ts';

const DAY = 86_400_000;
/** Days that a line is kept unless `AUDIT_DAYS` says otherwise. */
export const usualAuditDays = 365;

/** Removes what is older than it is kept for. */
export function auditRetention({ db, settings }: AppContext): DueWork {
  const kept = (settings.auditDays ?? usualAuditDays) * DAY;
  return {
    name: 'audit-retention',
    nextDueAt: async () => {
      const oldest = await db.glance(oldestLine);
      return oldest && new Date(oldest.getTime() + kept);
    },
    runDue: (now) => db.system((tx) => removeLines(tx, new Date(now.getTime() - kept))),
  };
}
