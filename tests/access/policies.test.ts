import { describe, expect, it } from '@jest/globals';
import { may, type Action, type Status } from '../../server/access/policies.ts';
import type { Standing } from '../../server/access/roles.ts';
import { mayRead, mayReadPrepared, mayReadReflection, type AgendaOpening } from '../../server/access/visibility.ts';

const client: Standing = { role: 'client', programmeLead: false };
const coach: Standing = { role: 'coach', programmeLead: false };
const sponsor: Standing = { role: 'sponsor', programmeLead: false };
const lead: Standing = { role: null, programmeLead: true };
const stranger: Standing = { role: null, programmeLead: false };

const whoMay = (action: Action, status: Status = 'active'): string[] =>
  Object.entries({ client, coach, sponsor, lead, stranger }).filter(([, standing]) => may(standing, action, status)).map(([name]) => name);

describe('who may do what', () => {
  it.each<[Action, string[]]>([
    ['see', ['client', 'coach', 'sponsor', 'lead']],
    ['edit', ['client', 'coach']],
    ['change-sponsor', ['client', 'coach', 'lead']],
    ['book', ['client', 'coach', 'sponsor', 'lead']],
    ['plan', ['client', 'coach', 'sponsor', 'lead']],
    ['pause', ['client', 'coach', 'lead']],
    ['end', ['client', 'coach', 'lead']],
    ['invite-coach', ['client', 'coach', 'sponsor', 'lead']],
    ['answer-request', ['coach']],
    ['see-attendance', ['client', 'coach', 'lead']],
    ['settle-recap', ['client']],
    ['say-attendance', ['client', 'coach']],
    ['judge-attendance', ['coach']],
    ['dispute-attendance', ['client']],
    ['see-goals', ['client', 'coach', 'sponsor']],
    ['see-rules', ['client', 'coach', 'sponsor']],
    ['see-work', ['client', 'coach']],
    ['change-plan', ['client', 'coach']],
    ['see-agreement', ['client', 'coach', 'sponsor']],
    ['agree', ['client', 'coach', 'sponsor']],
    ['see-ladder', ['client', 'coach']],
    ['own-ladder', ['client']],
    ['run-ladder', ['coach']],
    ['pause-ladder', ['client', 'coach']],
    ['see-disclosures', ['client', 'coach', 'sponsor', 'lead']],
    ['see-as-sponsor', ['client', 'sponsor']],
    ['prepare', ['client']],
    ['propose', ['coach']],
  ])('%s while it runs: %j', (action, who) => {
    expect(whoMay(action)).toEqual(who);
  });

  it('nothing is booked or changed once it ended, and everything stays readable', () => {
    for (const action of ['edit', 'change-sponsor', 'book', 'pause', 'resume', 'end', 'invite-coach', 'change-plan', 'prepare', 'propose'] as const) expect(whoMay(action, 'ended')).toEqual([]);
    expect(whoMay('see', 'ended')).toEqual(['client', 'coach', 'sponsor', 'lead']);
  });

  it('a pause can be ended and lets nobody book', () => {
    expect(whoMay('resume', 'paused')).toEqual(['client', 'coach', 'lead']);
    expect(whoMay('book', 'paused')).toEqual([]);
  });

  it('a lead who is also the coach has both standings', () => {
    const both: Standing = { role: 'coach', programmeLead: true };
    expect(may(both, 'see-goals', 'active')).toBe(true);
    expect(may(both, 'edit', 'active')).toBe(true);
  });
});

describe('who reads the agenda', () => {
  const readers = (kind: 'coaching' | 'three-way' | 'chemistry'): string[] =>
    Object.entries({ client, coach, sponsor, lead, stranger }).filter(([, standing]) => mayRead('agenda', standing, kind)).map(([name]) => name);

  it('those who are in the room', () => {
    expect(readers('three-way')).toEqual(['client', 'coach', 'sponsor']);
    expect(readers('coaching')).toEqual(['client', 'coach']);
    expect(readers('chemistry')).toEqual(['client', 'coach']);
  });
});

describe('who reads what the client prepares', () => {
  const among = (reads: (standing: Standing) => boolean): string[] => Object.entries({ client, coach, sponsor, lead, stranger }).filter(([, standing]) => reads(standing)).map(([name]) => name);

  it('a reflection: the client, and the coach while it is brought', () => {
    expect(among((standing) => mayReadReflection(standing, false))).toEqual(['client']);
    expect(among((standing) => mayReadReflection(standing, true))).toEqual(['client', 'coach']);
  });

  it.each<[AgendaOpening, 'coaching' | 'three-way', string[]]>([
    ['closed', 'coaching', ['client']],
    ['closed', 'three-way', ['client']],
    ['by-hour', 'coaching', ['client', 'coach']],
    ['by-hour', 'three-way', ['client', 'coach']],
    ['shown', 'coaching', ['client', 'coach']],
    ['shown', 'three-way', ['client', 'coach', 'sponsor']],
  ])('an agenda that is %s, of a %s session: %j', (opening, kind, who) => {
    expect(among((standing) => mayReadPrepared(standing, opening, kind))).toEqual(who);
  });
});
