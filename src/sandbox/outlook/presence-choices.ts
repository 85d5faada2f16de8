import type { Behaviour, Guise } from '../tenant/meeting.ts';

/** Ways to take part in a meeting, in the words of a choice, with the minutes of a meeting of `length` minutes. */
export interface Way {
  key: string;
  words: string;
  visits: (length: number) => Behaviour['visits'] | null;
  guise?: Partial<Guise>;
}

const whole = (length: number): Behaviour['visits'] => [{ from: 0, to: length }];

export const ways: Way[] = [
  { key: 'usual', words: 'comes as usual', visits: () => null },
  { key: 'late', words: 'comes 12 minutes late', visits: (length) => [{ from: 12, to: length }] },
  { key: 'early', words: 'leaves half-way', visits: (length) => [{ from: 0, to: Math.round(length / 2) }] },
  { key: 'rejoin', words: 'drops out and comes back', visits: (length) => [{ from: 0, to: 15 }, { from: 19, to: length }] },
  { key: 'devices', words: 'uses two devices', visits: (length) => [...whole(length), { from: 5, to: length - 5 }] },
  { key: 'twice', words: 'tries the link before, alone', visits: (length) => [{ from: -20, to: -18 }, ...whole(length)] },
  { key: 'phone', words: 'dials in by telephone', visits: whole, guise: { kind: 'dial-in' } },
  { key: 'anonymous', words: 'types a name, not signed in', visits: whole, guise: { kind: 'anonymous' } },
  { key: 'nickname', words: 'comes as “Guest 7”', visits: whole, guise: { kind: 'anonymous', name: 'Guest 7' } },
  { key: 'never', words: 'does not come', visits: () => [] },
];

const minutes = ({ from, to }: { from: number; to: number }): string => `${from} to ${to} min`;

/** What somebody does, in words. */
export function behaviourWords({ visits, guise, set }: Behaviour): string {
  if (visits.length === 0) return 'does not come';
  const as = guise.kind === 'dial-in' ? ', by telephone' : guise.kind === 'anonymous' ? ', not signed in' : guise.address ? `, as ${guise.address}` : '';
  return `${set ? '' : 'as usual: '}${visits.map(minutes).join(', ')}${as}`;
}
