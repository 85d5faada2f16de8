import type { OwnData } from '../../../server/features/privacy/contract.ts';

/** What there is anything of, with how many rows, the most first. */
export const keptOf = ({ data }: OwnData): [string, number][] =>
  Object.entries(data)
    .map(([what, rows]): [string, number] => [what.charAt(0).toUpperCase() + what.slice(1), rows.length])
    .filter(([, rows]) => rows > 0)
    .toSorted(([one, a], [other, b]) => b - a || one.localeCompare(other));

/** `fieldwork-2026-03-02.json`, by the day it was put together. */
export const fileNameOf = ({ madeAt }: OwnData): string => `fieldwork-${madeAt.slice(0, 10)}.json`;
