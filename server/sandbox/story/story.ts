import type { SeedApp, SeedOutsider, SeedPerson, TenantSeed } from '../tenant/seed.ts';
import { uuidFor } from '../tenant-file/ids.ts';
import { calendars } from './calendars.ts';
import { cast, DOMAIN, members, type Member } from './people.ts';
import { diaryOf } from './week.ts';

/**
 * The organisation that the sandbox starts with: Maya leads Product in London, her manager Daniel sits in New York, and Nora, who is
 * to coach her, works from St John's and only publishes a calendar feed. The three find no hour together in the next three weeks by
 * the rules that an engagement starts with; a later end to Maya's Tuesdays, or another week, opens some.
 * The same for the same `now`, around whose week everything is laid.
 */
export function story({ now, apps }: { now: Date; apps: SeedApp[] }): TenantSeed {
  return {
    tenantId: uuidFor(`tenant ${DOMAIN}`),
    displayName: 'Tamarind Systems',
    now: now.toISOString(),
    people: members.map((member) => personIn(member, now)),
    outsiders: [
      outsider(cast.outsideCoach, 'Nora Whelan', 'America/St_Johns', now),
      outsider(cast.outsideAdviser, 'Marcus Boateng', 'Africa/Accra', now),
    ],
    apps,
  };
}

function personIn(member: Member, now: Date): SeedPerson {
  const { address, zone } = member;
  return { ...member, objectId: uuidFor(address), events: calendars[address]?.(diaryOf(address, zone, now)) ?? [] };
}

/** Somebody elsewhere; without pages in the story nothing is known about their time. */
function outsider(address: string, displayName: string, zone: string, now: Date): SeedOutsider {
  return { address, displayName, zone, events: calendars[address]?.(diaryOf(address, zone, now)) ?? null, ics: null };
}
