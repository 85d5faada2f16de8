import { describe, expect, it } from '@jest/globals';
import { story } from '../../../../server/sandbox/story/story.ts';
import { firstCast, partOf, storyAddresses } from '../../../../src/sandbox/start/parts.ts';
import type { Outsider, Person, Tenant } from '../../../../src/sandbox/tenant/tenant.ts';

const seed = story({ now: new Date('2026-11-02T09:00:00Z'), apps: [] });

const person = (address: string, manager: string | null, more: Partial<Person> = {}): Person => ({
  kind: 'person', address, objectId: address, name: address, zone: 'UTC', jobTitle: null, manager, appRoles: [], teamsLicence: true, ...more,
});
const outsider = (address: string, feed: string | null): Outsider => ({ kind: 'outsider', address, name: address, zone: 'UTC', feed });
const tenant = (people: Person[], outsiders: Outsider[]): Tenant => ({ organisation: { tenantId: 't', name: 'T' }, apps: [], people, outsiders });

describe('the parts people can play', () => {
  it('are told for everybody of the built-in story, and for nobody who is not in it', () => {
    const there = [...seed.people, ...seed.outsiders].map(({ address }) => address);
    expect(storyAddresses.toSorted()).toEqual(there.toSorted());
  });

  it('are guessed in somebody’s own organisation', () => {
    expect(partOf(person('a', 'b'))).toBe('Could be a client');
    expect(partOf(person('b', null))).toBe('Could be a sponsor');
    expect(partOf(person('c', 'b', { appRoles: ['ProgrammeLead'] }))).toBe('The programme lead');
    expect(partOf(outsider('d', null))).toMatch(/nothing is known/);
  });
});

describe('the first run', () => {
  it('has a client with a manager, and a coach with a feed', () => {
    const cast = firstCast(tenant([person('boss', null), person('unlicensed', 'boss', { teamsLicence: false }), person('a', 'boss')], [outsider('x', null), outsider('y', '/feed')]));
    expect([cast?.client.address, cast?.sponsor.address, cast?.coach.address]).toEqual(['a', 'boss', 'y']);
  });

  it('does with a coach without a feed, and without anybody there is none', () => {
    expect(firstCast(tenant([person('boss', null), person('a', 'boss')], [outsider('x', null)]))?.coach.address).toBe('x');
    expect(firstCast(tenant([person('a', 'gone')], [outsider('x', null)]))).toBeNull();
    expect(firstCast(tenant([person('boss', null), person('a', 'boss')], []))).toBeNull();
  });
});
