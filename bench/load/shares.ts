import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

/* Gives each process its share of one processor, so that the database and the load have room beside two of them. Linux control groups, either version. */

const period = 20_000;
const [first, second] = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'];

export interface Share {
  /** Puts a process into it. */
  hold(pid: number): void;
  /** Once its process is gone. */
  remove(): void;
}

/** Where groups can be made, and how a limit is said there; null where they cannot. */
function place(): { root: string; limit: (folder: string, microseconds: number) => void } | null {
  if (existsSync(`${first}/cpu.cfs_quota_us`) || existsSync(`${first}/cgroup.procs`)) {
    return {
      root: first,
      limit: (folder, microseconds) => {
        writeFileSync(`${folder}/cpu.cfs_period_us`, String(period));
        writeFileSync(`${folder}/cpu.cfs_quota_us`, String(microseconds));
      },
    };
  }
  // Which controllers are given on is the machine's matter: taken where they are, never switched on.
  const given = existsSync(`${second}/cgroup.subtree_control`) ? readFileSync(`${second}/cgroup.subtree_control`, 'utf8').split(/\s/) : [];
  return given.includes('cpu') ? { root: second, limit: (folder, microseconds) => writeFileSync(`${folder}/cpu.max`, `${microseconds} ${period}`) } : null;
}

/** A group whose processes together get `part` of one processor, in slices of 20 ms; null where this machine does not let us make one. */
export function shareOf(part: number, name: string): Share | null {
  const found = place();
  if (!found) return null;
  const folder = `${found.root}/fieldwork-bench-${process.pid}-${name}`;
  try {
    mkdirSync(folder);
    found.limit(folder, Math.round(part * period));
  } catch {
    return null;
  }
  return {
    hold: (pid) => writeFileSync(`${folder}/cgroup.procs`, String(pid)),
    remove: () => rmdirSync(folder),
  };
}
