import type { CoachLink } from '../../server/features/availability/contract.ts';
import { defaultRules, type Engagement, type EngagementSummary, type Participant } from '../../server/features/engagements/contract.ts';
import type { Home } from '../../server/features/home/contract.ts';
import type { Me, Role } from '../../server/features/people/contract.ts';
import type { Session } from '../../server/features/scheduling/contract.ts';

/** Answers of the API as screens get them, about one engagement: Amara (Kathmandu), her coach Kit (outside, St John's), her manager Sam. */
export const uuidOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const now = new Date('2026-11-22T08:00:00Z');

const participant = (id: number, role: Role, displayName: string, zone: string | null, inTenant = true): Participant => ({
  id: uuidOf(id),
  role,
  displayName,
  email: `${displayName.split(' ')[0]?.toLowerCase()}@${inTenant ? 'contoso.example' : 'novak-coaching.example'}`,
  zone,
  inTenant,
});

export const amara = participant(1, 'client', 'Amara Diallo', 'Asia/Kathmandu');
export const kit = participant(2, 'coach', 'Kit Novak', 'America/St_Johns', false);
export const sam = participant(3, 'sponsor', 'Sam Oyelaran-Whitfield', 'Europe/London');

export const me: Me = {
  person: { id: amara.id, displayName: amara.displayName, email: amara.email, zone: amara.zone, inTenant: true },
  tenantId: uuidOf(900),
  programmeLead: false,
  pick: { objectId: uuidOf(101), email: amara.email, displayName: amara.displayName },
};

export const session = (more: Partial<Session> = {}): Session => ({
  id: uuidOf(50),
  engagementId: uuidOf(10),
  kind: 'three-way',
  state: 'booked',
  start: '2026-11-23T12:15:00Z',
  end: '2026-11-23T13:15:00Z',
  version: 1,
  attendees: [amara, kit, sam].map(({ id, role, displayName, zone }) => ({
    personId: id,
    role,
    displayName,
    zone,
    optional: false,
    organizer: role === 'client',
    response: role === 'client' ? ('organizer' as const) : ('notResponded' as const),
  })),
  agenda: null,
  calendar: { status: 'done', what: null, message: null, nextTryAt: null, permission: null },
  joinUrl: 'https://teams.microsoft.com/l/meetup-join/1',
  webLink: null,
  joinUrlMissing: false,
  chatApp: 'installed',
  can: { move: true, cancel: true, retry: false },
  reschedule: {
    band: 'free', freeUntil: '2026-11-21T12:15:00Z', agreeUntil: '2026-11-22T12:15:00Z', move: 'now', cancel: 'now', reasons: [], onlyBy: null, request: null,
    cancelled: null,
  },
  proposals: [],
  notFollowed: null,
  ...more,
});

export const waiting: Session['calendar'] = {
  status: 'waiting',
  what: 'book',
  message: 'Microsoft 365 is busy. It is kept, and booked as soon as Microsoft 365 answers.',
  nextTryAt: '2026-11-22T08:01:00Z',
  permission: null,
};

export const summary = (more: Partial<EngagementSummary> = {}): EngagementSummary => ({
  id: uuidOf(10),
  status: 'active',
  pausedUntil: null,
  participants: [amara, kit, sam],
  myRole: 'client',
  nextSessionAt: '2026-11-23T12:15:00Z',
  startsOn: '2026-11-02',
  endsOn: '2027-05-02',
  ...more,
});

export const engagement = (more: Partial<Engagement> = {}): Engagement => ({
  ...summary(),
  version: 3,
  goals: [
    { id: uuidOf(20), title: 'Give my team leads decisions they can own' },
    { id: uuidOf(21), title: 'Speak last in the management meeting' },
  ],
  sessionMinutes: 60,
  cadenceDays: 14,
  idleDays: 21,
  rules: { ...defaultRules, preferred: [{ weekday: 2, startMinute: 540, endMinute: 720 }] },
  neutralSubject: true,
  emptyBody: false,
  can: { edit: true, changeSponsor: true, book: true, pause: true, resume: false, end: true, inviteCoach: true },
  ...more,
});

export const home = (more: Partial<Home> = {}): Home => ({
  me,
  next: session(),
  upcoming: [session(), session({ id: uuidOf(51), kind: 'coaching', start: '2026-12-10T14:00:00Z', end: '2026-12-10T15:00:00Z', calendar: waiting })],
  asks: [
    { kind: 'coach-availability', engagementId: uuidOf(10), sessionId: null, text: 'Kit Novak has not said yet when they are free.' },
    { kind: 'confirm-proposed', engagementId: uuidOf(10), sessionId: uuidOf(51), text: 'A time on 10 December is proposed to you.' },
  ],
  engagements: [summary(), summary({ id: uuidOf(11), status: 'paused', pausedUntil: '2027-01-08', myRole: 'sponsor', nextSessionAt: null })],
  ...more,
});

export const coachLink = (more: Partial<CoachLink> = {}): CoachLink => ({
  id: uuidOf(70),
  createdAt: '2026-11-03T09:00:00Z',
  expiresAt: '2027-05-02T09:00:00Z',
  revokedAt: null,
  lastUsedAt: null,
  ...more,
});
