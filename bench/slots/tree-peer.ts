import { IntervalTree } from '@flatten-js/interval-tree';
import type { PersonCalendar, SlotQuery } from '../../server/features/scheduling/slots/types.ts';
import { intersected, luxonHours } from './luxon-peer.ts';
import { forbidding, MINUTE } from './workload.ts';

/** Busy time with its buffers. The tree's intervals include both ends, so each gives up its last millisecond. */
function treeOf(person: PersonCalendar): IntervalTree {
  const buffer = person.bufferMinutes * MINUTE;
  const tree = new IntervalTree();
  for (const { start, end } of forbidding(person)) tree.insert([start - buffer, end + buffer - 1]);
  return tree;
}

/** Feasible starts by an interval tree a person, asked only inside everybody's working hours, which luxon tells. */
export function treeStarts(query: SlotQuery): number[] {
  const trees = query.people.map(treeOf);
  const hours = query.people.map((person) => luxonHours(person, query.from, query.to)).reduce(intersected);
  const step = query.gridMinutes * MINUTE;
  const length = query.minutes * MINUTE;
  return hours.flatMap((interval) => {
    const starts: number[] = [];
    const last = Math.min(interval.end!.toMillis(), query.to) - length;
    for (let start = Math.ceil(Math.max(interval.start!.toMillis(), query.from) / step) * step; start <= last; start += step) {
      if (!trees.some((tree) => tree.intersect_any([start, start + length - 1]))) starts.push(start);
    }
    return starts;
  });
}
