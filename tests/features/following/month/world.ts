import { randomUUID } from 'node:crypto';
import { defaultRules, type Engagement } from '../../../../server/features/engagements/contract.ts';
import type { Api } from '../../../support/api.ts';
import { dana, pick } from '../../../support/engagement.ts';
import { address, idFor, seed } from '../../../support/seed.ts';

/** Where a month happens: in one process or in several. */
export type Scene = Pick<Api, 'simulation' | 'context'>;

/** Chance that is the same for the same seed. */
export interface Dice {
  /** 0 up to and without `below`; undefined of an empty list. */
  number(below: number): number;
  oneOf<T>(list: readonly T[]): T;
  id(): string;
}

/** Linear congruential, good enough to choose what people do. */
export function diceOf(given: number): Dice {
  let state = BigInt(given) * 2n + 1n;
  const number = (below: number): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(Math.max(below, 1)));
  };
  return { number, oneOf: (list) => list[number(list.length)]!, id: () => idFor(`${given} ${number(1_000_000_000)}`) };
}

const otto = { objectId: null, email: 'otto@elsewhere.example', displayName: 'Otto Elsewhere' };

/** Six engagements: three with a coach of the house, three with one outside; some with a sponsor, two with the same. */
const parties = [
  ['amina', pick('ines'), pick('marcus')],
  ['bea', dana, pick('sara')],
  ['carl', pick('kurt'), null],
  ['devi', otto, pick('marcus')],
  ['emil', pick('ines'), pick('sara')],
  ['fay', dana, null],
] as const;

/** Everybody works from 9 to 17 in London, so that chance finds times. */
export function organisation(): ReturnType<typeof seed> {
  const given = seed();
  const [model] = given.people;
  const fresh = ['bea', 'carl', 'devi', 'emil', 'fay', 'kurt', 'sara'].map((name) => ({ ...model!, objectId: idFor(name), address: address(name), displayName: `${name} Example` }));
  const people = given.people.map((one) => ({ ...one, zone: model!.zone, zoneName: model!.zoneName }));
  const outsiders = [dana, otto].map(({ email, displayName }) => ({ address: email, displayName, zone: 'Europe/London', events: [], ics: null }));
  return { ...given, people: [...people, ...fresh], outsiders };
}

/** An engagement, and who books for its client. */
export interface Party {
  client: string;
  engagement: Engagement;
}

export async function startParties(api: Pick<Api, 'as'>, { startsOn, endsOn }: { startsOn: string; endsOn: string } = { startsOn: '2026-03-02', endsOn: '2026-09-02' }): Promise<Party[]> {
  const rules = { ...defaultRules, noticeHours: 1, spacingDays: { min: 0, max: 60 }, bufferMinutes: { client: 0, coach: 0, sponsor: 0 } };
  const made: Party[] = [];
  for (const [client, coach, sponsor] of parties) {
    const body = { id: randomUUID(), client: pick(client), coach, sponsor, goals: [], startsOn, endsOn, rules };
    const { body: engagement } = await (await api.as(client)).post<Engagement>('/api/engagements', body);
    made.push({ client, engagement });
  }
  return made;
}
