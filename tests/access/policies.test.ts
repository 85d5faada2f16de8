import { describe, expect, it } from '@jest/globals';
import { may, type Action, type Status } from '../../server/access/policies.ts';
import type { Standing } from '../../server/access/roles.ts';
import { mayRead } from '../../server/access/visibility.ts';

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
    ['book', ['client', 'coach', 'sponsor', 'lead']],
    ['plan', ['client', 'coach', 'sponsor', 'lead']],
    ['pause', ['client', 'coach', 'lead']],
    ['end', ['client', 'coach', 'lead']],
    ['invite-coach', ['client', 'coach', 'sponsor', 'lead']],
    ['see-goals', ['client', 'coach', 'sponsor']],
    ['see-rules', ['client', 'coach', 'sponsor']],
  ])('%s while it runs: %j', (action, who) => {
    expect(whoMay(action)).toEqual(who);
  });

  it('nothing is booked or changed once it ended, and everything stays readable', () => {
    for (const action of ['edit', 'book', 'pause', 'resume', 'end', 'invite-coach'] as const) expect(whoMay(action, 'ended')).toEqual([]);
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
