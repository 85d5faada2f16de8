import { authoriseSystem } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { logEvent } from '../../platform/live/event-log.ts';
import { slipped } from './rules.ts';
import { changeCommitmentRow, nextSlip, readCommitment, takeSlipped } from './store.ts';

export const slipsName = 'commitment-slips';

/** Counts the due days that went by. */
export const countSlips = (context: AppContext): DueWork => ({
  name: slipsName,
  nextDueAt: () => context.db.glance(nextSlip),
  runDue: (now) =>
    context.db.system(async (tx) => {
      const due = await takeSlipped(tx, now);
      for (const one of due) {
        const row = await readCommitment(tx, authoriseSystem(one.tenant_id, one.engagement_id), one.id, true);
        if (row) await changeCommitmentRow(tx, row, one.counts ? slipped(row) : {}, { slipDueAt: null, now });
        await logEvent(tx, { tenantId: one.tenant_id, topic: one.engagement_id, name: 'commitment', itemId: one.id, now });
      }
      return due.length;
    }),
});
