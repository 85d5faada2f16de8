import { randomUUID } from 'node:crypto';
import type { Board, Commitment } from '../../../server/features/commitments/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { SessionLinkCreated } from '../../../server/features/assistants/contract.ts';
import type { Vote } from '../../../server/features/votes/contract.ts';
import { startApi, type Answer, type Api } from '../../support/api.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { dana, pick, startEngagement } from '../../support/engagement.ts';
import { address, idFor, start, tenantId } from '../../support/seed.ts';
import { ladderParticulars, ladderPreparations } from './ladders.ts';

/** Amina's engagement with a coach outside, one session and one personal link; and another organisation beside it. */
export interface World {
  api: Api;
  db: TestDatabase;
  /** Authorization headers. */
  amina: string;
  omar: string;
  /** A programme lead. */
  lena: string;
  link: string;
  sessionLink: string;
  ids: Record<string, string>;
  /** The same things of the other organisation. */
  foreign: Record<string, string>;
  coachId: string;
  /** Names the list of fieldwork of the session. */
  digest: string;
  sponsorId: string;
  slotId: string;
}

const made = <Body>(answer: Answer<unknown>): Body => {
  if (answer.status >= 300) throw new Error(`the world was not made: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
};

const bearer = async (api: Api, name: string): Promise<string> => `Bearer ${await api.simulation.entra.issueApiToken(address(name), 'teams')}`;

export const otherTenant = idFor('the other tenant');

/** Rows of another organisation, as its own people would have made them. */
async function insertOther(db: TestDatabase): Promise<Record<string, string>> {
  const id = (name: string): string => idFor(`other ${name}`);
  await db.system(async (tx) => {
    await tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Other', $2)", [otherTenant, start]);
    for (const name of ['client', 'coach', 'sponsor']) {
      await tx.query('insert into people (id, tenant_id, object_id, email, display_name, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)', [
        id(name), otherTenant, id(`${name} in Entra`), `${name}@other.example`, `Other ${name}`, start,
      ]);
    }
    await tx.query(
      `insert into engagements (tenant_id, id, client_id, coach_id, sponsor_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at)
       values ($1, $2, $3, $4, $5, '2026-03-01', '2026-09-01', 60, 14, '{}', $3, $6)`,
      [otherTenant, id('engagement'), id('client'), id('coach'), id('sponsor'), start],
    );
    await tx.query("insert into goals (tenant_id, id, engagement_id, position, title) values ($1, $2, $3, 0, 'Other goal')", [otherTenant, id('goal'), id('engagement')]);
    await tx.query(
      `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, organizer_id, booked_by, created_at, chat_id, event_id)
       values ($1, $2, $3, 'three-way', 'booked', '2026-03-20T10:00:00Z', '2026-03-20T11:00:00Z', $4, $4, $5, '19:other@thread.v2', 'other event')`,
      [otherTenant, id('session'), id('engagement'), id('client'), start],
    );
    await tx.query(
      `insert into availability_links (tenant_id, id, engagement_id, person_id, secret_hash, created_at, expires_at)
       values ($1, $2, $3, $4, sha256('other secret'), $5, '2027-01-01')`,
      [otherTenant, id('link'), id('engagement'), id('coach'), start],
    );
    await tx.query(
      `insert into commitments (tenant_id, id, engagement_id, session_id, text, state, proposed_by, position, created_at, updated_at)
       values ($1, $2, $3, $4, 'Other fieldwork', 'open', $5, 1, $6, $6)`,
      [otherTenant, id('commitment'), id('engagement'), id('session'), id('client'), start],
    );
    await tx.query(
      `insert into votes (tenant_id, id, engagement_id, kind, asked_by, created_at, deadline, session_id)
       values ($1, $2, $3, 'coaching', $4, $5, '2026-03-10T12:00:00Z', $6)`,
      [otherTenant, id('vote'), id('engagement'), id('client'), start, id('session of the vote')],
    );
    await tx.query("insert into vote_slots (tenant_id, id, vote_id, starts_at, ends_at) values ($1, $2, $3, '2026-03-18T14:30:00Z', '2026-03-18T15:30:00Z')", [
      otherTenant, id('slot'), id('vote'),
    ]);
    await tx.query(
      `insert into session_links (tenant_id, id, session_id, person_id, secret_hash, label, created_at, expires_at)
       values ($1, $2, $3, $4, sha256('other session secret'), 'Meeting', $5, '2027-01-01')`,
      [otherTenant, id('session link'), id('session'), id('client'), start],
    );
    await tx.query('insert into agendas (tenant_id, id, engagement_id, opened_at) values ($1, $2, $3, $4)', [otherTenant, id('agenda'), id('engagement'), start]);
    await tx.query("insert into agenda_items (tenant_id, id, agenda_id, position, text, by_role) values ($1, $2, $3, 1, 'Other item', 'client')", [otherTenant, id('item'), id('agenda')]);
  });
  return { itemId: id('item'), commitmentId: id('commitment'), voteId: id('vote'), slotId: id('slot'), sessionLinkId: id('session link'), engagementId: id('engagement'), sessionId: id('session'), linkId: id('link'), personId: id('coach'), objectId: id('coach in Entra'), goalId: id('goal') };
}

/** Somebody's review time, with one block to come and one move that can be taken back. */
async function insertReview(db: TestDatabase, tenant: string, personId: string, name: string): Promise<{ blockId: string; entryId: string }> {
  const blockId = idFor(`${name} review block`);
  const entryId = await db.system(async (tx) => {
    await tx.query(
      `insert into review_times (tenant_id, person_id, status, minutes, days, window_start, window_end, ideal_day, ideal_minute, mode, horizon_weeks, moves_a_week,
         reminder_minutes, updated_at) values ($1, $2, 'on', 30, '{1,4}', 540, 1020, 4, 540, 'firm', 4, 2, 10, $3)`,
      [tenant, personId, start],
    );
    await tx.query(
      `insert into review_blocks (tenant_id, person_id, week, kind, id, state, starts_at, ends_at, shows, write_id)
       values ($1, $2, '2026-03-09', 'block', $3, 'planned', '2026-03-12T11:00:00Z', '2026-03-12T11:30:00Z', 'busy', $3)`,
      [tenant, personId, blockId],
    );
    const made = idFor(`${name} entry`);
    await tx.query(
      `insert into review_log (tenant_id, id, person_id, week, kind, at, what, why, from_start, from_end, to_start, to_end)
       values ($1, $4, $2, '2026-03-09', 'block', $3, 'moved', 'busy', '2026-03-12T09:00:00Z', '2026-03-12T09:30:00Z', '2026-03-12T11:00:00Z', '2026-03-12T11:30:00Z')`,
      [tenant, personId, start, made],
    );
    return made;
  });
  return { blockId, entryId };
}

/** A client's open question to their coach. */
async function insertRequest(db: TestDatabase, tenant: string, sessionId: string, personId: string, whose: string): Promise<string> {
  const id = idFor(`${whose} request`);
  await db.system((tx) =>
    tx.query(
      `insert into session_requests (tenant_id, id, session_id, what, asked_by, asked_at, expires_at, version)
       values ($1, $2, $3, 'cancel', $4, $5, '2026-03-04T14:00:00Z', 1)`,
      [tenant, id, sessionId, personId, start],
    ),
  );
  return id;
}

/** Starts the server with everything in it that a path can name. */
export async function startWorld(): Promise<World> {
  const db = await testDatabase();
  const api = await startApi({ database: db });
  const [amina, omar, lena] = [await bearer(api, 'amina'), await bearer(api, 'omar'), await bearer(api, 'lena')];
  const hers = api.with(amina);
  // A first sign-in makes a row; that is not what is tested here.
  for (const one of [hers, api.with(omar), api.with(lena)]) made(await one.get('/api/me'));
  const engagement: Engagement = await startEngagement(api, { coach: dana });
  const coachId = engagement.participants.find((person) => person.role === 'coach')!.id;
  const at = `/api/engagements/${engagement.id}`;
  const booking = { id: randomUUID(), start: '2026-03-04T14:30:00Z', minutes: 60, relax: [{ type: 'unconfirmed', personId: coachId }] };
  const session = made<Session>(await hers.post(`${at}/sessions`, booking));
  const commitment = made<Commitment>(await hers.post(`${at}/commitments`, { id: randomUUID(), sessionId: session.id, text: 'Fieldwork' }));
  const { readback } = made<Board>(await hers.get(`/api/sessions/${session.id}/board`));
  const clientId = engagement.participants.find((person) => person.role === 'client')!.id;
  const foreign = await insertOther(db);
  const link = made<CoachLinkCreated>(await hers.post(`${at}/coach-links`, { days: 30 }));
  const asked = { id: randomUUID(), minutes: 60, starts: ['2026-03-18T14:30:00Z', '2026-03-19T14:30:00Z'], deadline: '2026-03-10T12:00:00Z', relax: booking.relax };
  const vote = made<Vote>(await hers.post(`${at}/votes`, asked));
  const sessionLink = made<SessionLinkCreated>(await hers.post(`/api/sessions/${session.id}/links`, {}));
  // That a link was used is noted; noting it at the same instant again changes nothing.
  made(await api.with(`Link ${new URL(link.url).hash.slice(1)}`).get('/api/coach/votes'));
  made(await api.with(`Link ${new URL(sessionLink.url).hash.slice(1)}`).get('/api/planned'));
  const itemId = randomUUID();
  made(await hers.post(`${at}/agenda/items`, { id: itemId, text: 'The first item' }));
  made(await hers.get(`${at}/action-plan`));
  made(await hers.put('/api/review/answer', { week, key: 'one', text: 'A first thought', version: 0 }));
  const requestId = await insertRequest(db, tenantId, session.id, clientId, 'own');
  return {
    api, db, amina, omar, lena, coachId, digest: readback.digest,
    sponsorId: engagement.participants.find((person) => person.role === 'sponsor')!.id,
    slotId: vote.slots[0]!.id,
    link: `Link ${new URL(link.url).hash.slice(1)}`,
    sessionLink: `Link ${new URL(sessionLink.url).hash.slice(1)}`,
    ids: { personId: coachId, engagementId: engagement.id, sessionId: session.id, linkId: link.id, itemId, requestId, voteId: vote.id, sessionLinkId: sessionLink.id, commitmentId: commitment.id, goalId: engagement.goals![0]!.id, ...(await insertReview(db, tenantId, clientId, 'own')) },
    foreign: { ...foreign, requestId: await insertRequest(db, otherTenant, foreign.sessionId!, idFor('other client'), 'other'), ...(await insertReview(db, otherTenant, idFor('other client'), 'other')) },
  };
}

/** Empties all calendars, so that what one request booked does not stand in the way of the next. */
export function forgetCalendars({ simulation }: Api): void {
  const { state } = simulation.tenant;
  state.transact(() => {
    const ids = Array.from(state.all('event'), (event) => event.id);
    for (const id of ids) state.remove('event', id);
  });
}

const unread = ({ db, ids }: World) => db.system((tx) => tx.query('update sessions set event_id = null where id = $1', [ids.sessionId]));

/** The session was days ago, and was held. */
const ago = ({ db, ids }: World) =>
  db.system(async (tx) => {
    await tx.query("update sessions set starts_at = starts_at - interval '9 days', ends_at = ends_at - interval '9 days' where id = $1", [ids.sessionId]);
    await tx.query(
      `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, state)
       select tenant_id, id, engagement_id, starts_at, ends_at, 'booked', 'held' from sessions where id = $1`,
      [ids.sessionId],
    );
  });

/** The client deleted the task of the line in To Do. */
const deletedInTodo = ({ db, ids }: World) =>
  db.system(async (tx) => {
    await tx.query('insert into todo_lists (tenant_id, person_id, active_at) select tenant_id, client_id, $2 from engagements where id = $1', [ids.engagementId, start]);
    await tx.query(
      `insert into todo_tasks (tenant_id, commitment_id, person_id, state) select tenant_id, $2, client_id, 'removed' from engagements where id = $1`,
      [ids.engagementId, ids.commitmentId],
    );
  });

/** What must have happened before an operation can be done, by operation. */
export const preparations: Record<string, (world: World) => Promise<unknown>> = {
  // Before the first three-way session.
  putApiEngagementsEngagementIdSponsor: ({ db, ids }) =>
    db.system(async (tx) => {
      await tx.query("update sessions set kind = 'coaching' where engagement_id = $1", [ids.engagementId]);
      await tx.query("update votes set kind = 'coaching' where engagement_id = $1", [ids.engagementId]);
    }),
  // With the calendars emptied, the session would be found gone.
  postApiPlannedConfirm: unread,
  postApiPlannedMove: unread,
  postApiEngagementsEngagementIdResume: ({ api, amina, ids }) => api.with(amina).post(`/api/engagements/${ids.engagementId}/pause`, { until: '2026-04-01' }),
  postApiEngagementsEngagementIdPlanTimes: ({ api, amina, ids }) => api.with(amina).put(`/api/engagements/${ids.engagementId}/plan`, { version: null, settings: { ...planSettings, regions: [] }, items: [plannedItem] }),
  postApiReviewTimeBlocksBlockIdUnpin: ({ api, amina, ids }) => api.with(amina).post(`/api/review-time/blocks/${ids.blockId}/pin`),
  postApiReviewTimeBlocksBlockIdBringBack: ({ api, amina, ids }) => api.with(amina).post(`/api/review-time/blocks/${ids.blockId}/skip`),
  // Called off late in a calendar, where nobody can say why.
  putApiSessionsSessionIdReason: ({ db, ids }) => db.system((tx) => tx.query("update sessions set state = 'late-cancel', cancelled_by = organizer_id, event_cancelled = true where id = $1", [ids.sessionId])),
  // Missed by the client, who was offered times.
  getApiSessionsSessionIdRebook: ({ db, ids }) => db.system((tx) => tx.query("insert into chases (tenant_id, session_id, engagement_id, why, started_at, due_at) select tenant_id, id, engagement_id, 'missed', starts_at, starts_at from sessions where id = $1", [ids.sessionId])),
  postApiSessionsSessionIdLate: ({ db, api, ids }) => db.system((tx) => tx.query("update sessions set state = 'booked', starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '1 hour' where id = $1", [ids.sessionId, api.context.clock.now()])),
  putApiSessionsSessionIdAttendanceOutcome: ago,
  // A quarter of an hour in, with the client alone.
  putApiSessionsSessionIdAttendanceNow: ({ db, api, ids }) =>
    db.system(async (tx) => {
      await tx.query("update sessions set state = 'booked', starts_at = $2::timestamptz - interval '20 minutes', ends_at = $2::timestamptz + interval '1 hour' where id = $1", [ids.sessionId, api.context.clock.now()]);
      await tx.query(
        `insert into attendance_panels (tenant_id, session_id, person_id, opened_at, seen_until)
         select s.tenant_id, s.id, e.client_id, s.starts_at, s.starts_at + interval '10 minutes' from sessions s join engagements e on e.id = s.engagement_id where s.id = $1`,
        [ids.sessionId],
      );
    }),
  putApiSessionsSessionIdAttendanceDispute: ago,
  deleteApiSessionsSessionIdAttendanceDispute: ago,
  // Over, and without a mailbox that it could be sent from.
  postApiSessionsSessionIdRecapSend: async (world) => {
    await ago(world);
    world.api.context.settings.noticesFrom = null;
  },
  // In the calendar, with its chat, where the client wants it.
  postApiSessionsSessionIdRecapChat: async ({ api, db, amina, ids }) => {
    const { state } = api.simulation.tenant;
    const about = { createdAt: '2026-03-02T08:00:00Z', threadId: '19:meeting_walk@thread.v2' };
    state.transact(() => {
      state.put('meeting', 'walk', { ...about, id: 'walk', organizerObjectId: idFor('amina'), joinUrl: 'https://teams.microsoft.com/l/meetup-join/walk/0', subject: 'Session', start: about.createdAt, end: about.createdAt, invited: [] });
      state.put('chat', about.threadId, { id: about.threadId, meetingId: 'walk', topic: 'Session', createdAt: about.createdAt, installedApps: [] });
    });
    await db.system((tx) => tx.query('update sessions set chat_id = $2 where id = $1', [ids.sessionId, about.threadId]));
    await api.with(amina).put(`/api/engagements/${ids.engagementId}/recap`, { toChat: 'press' });
  },
  postApiTodoLinesCommitmentIdRemoved: deletedInTodo,
  postApiTodoLinesCommitmentIdVersion: deletedInTodo,
  ...ladderPreparations,
  // Announced, and not sent so far.
  deleteApiAnnouncementsSessionId: ({ db, ids }) => db.system((tx) => tx.query("update sessions set event_id = null, expected_until = '2026-03-03T08:00:00Z' where id = $1", [ids.sessionId])),
};

/** What makes a generated request a good one in this world, by operation: values that no schema can tell. */
export function particulars(world: World): Record<string, Record<string, unknown>> {
  const personId = world.coachId;
  const relax = [
    { type: 'optional', personId }, { type: 'hours', personId, startMinute: 420, endMinute: 1200 }, { type: 'later', days: 7 }, { type: 'notice', hours: 1 },
    { type: 'buffers', minutes: 5 }, { type: 'spacing' }, { type: 'length', minutes: 45 }, { type: 'unconfirmed', personId },
  ];
  return {
    postApiSessionsSessionIdRecapChat: { notThere: false },
    postApiEngagements: { client: pick('amina'), coach: pick('ines'), sponsor: pick('marcus'), startsOn: '2026-03-02', endsOn: '2026-09-02', rules },
    patchApiEngagementsEngagementId: { version: 1, startsOn: '2026-03-02', endsOn: '2026-09-02', rules },
    putApiEngagementsEngagementIdSponsor: { version: 1, sponsor: pick('omar') },
    postApiEngagementsEngagementIdTimes: { from: '2026-03-09T00:00:00Z', to: '2026-03-23T00:00:00Z', movingSessionId: world.ids.sessionId, relax },
    postApiEngagementsEngagementIdSessions: { id: randomUUID(), kind: 'coaching', start: '2026-03-25T14:30:00Z', minutes: 60, relax },
    postApiEngagementsEngagementIdAnnouncements: { id: randomUUID(), kind: 'coaching', start: '2026-03-25T14:30:00Z', minutes: 60, relax },
    postApiEngagementsEngagementIdSeriesTimes: { kind: 'coaching', minutes: 60, first: '2026-03-24', everyDays: 14, count: 3, until: '2026-06-01', weekday: 2, minute: 600, relax },
    postApiEngagementsEngagementIdSeries: { id: randomUUID(), relax, sessions: [{ id: randomUUID(), kind: 'coaching', start: '2026-03-25T14:30:00Z', minutes: 60, itemId: null }] },
    postApiEngagementsEngagementIdPlanProposal: { settings: { ...planSettings, regions: [{ personId, region: 'GB' }] } },
    putApiEngagementsEngagementIdPlan: { version: null, settings: { ...planSettings, regions: [{ personId, region: 'GB' }] }, items: [plannedItem] },
    postApiEngagementsEngagementIdPlanTimes: { itemIds: [plannedItem.id], relax },
    getApiDrafts: { place: 'form' },
    putApiDrafts: { place: `book.${world.ids.engagementId}` },
    deleteApiDrafts: { place: 'form' },
    postApiOutlookItem: { itemId: 'AAMkADk0ZGE2', joinUrl: 'https://teams.microsoft.com/l/meetup-join/19' },
    postApiSessionsSessionIdMove: { start: '2026-03-26T14:30:00Z', minutes: 60, relax },
    putApiCoachAvailability: {
      zone: 'Europe/Lisbon', feedUrl: 'https://calendar.example/dana.ics',
      officeHours: { weekly: [hours], overrides: [{ date: '2026-06-01', windows: [{ startMinute: 540, endMinute: 600 }] }] },
    },
    postApiEngagementsEngagementIdCommitments: { id: randomUUID(), sessionId: world.ids.sessionId, goalId: world.ids.goalId, due: { type: 'day', on: '2026-03-20' } },
    postApiEngagementsEngagementIdCommitmentsRead: { sessionId: world.ids.sessionId },
    putApiSessionsSessionIdCommitmentsOrder: { ids: [world.ids.commitmentId] },
    patchApiCommitmentsCommitmentId: { version: 1, goalId: world.ids.goalId },
    putApiCommitmentsCommitmentIdReview: { sessionId: world.ids.sessionId },
    putApiMeetingsLink: { sessionId: world.ids.sessionId },
    postApiMeetingsUnlink: { sessionId: world.ids.sessionId },
    putApiSessionsSessionIdAttendanceOutcome: { version: 1 },
    putApiSessionsSessionIdAttendanceDispute: { version: 1 },
    putApiEngagementsEngagementIdAttendancePolicy: { graceMinutes: 15, lateMinutes: 5, cutShortShare: 0.5 },
    ...ladderParticulars,
    postApiSessionsSessionIdReadback: { digest: world.digest },
    getApiEngagementsEngagementIdLive: { after: '0' },
    getApiAudit: { before: '1' },
    putApiReviewTime: { minutes: 30, days: [1, 4], windowStart: 540, windowEnd: 1020, idealDay: 4, idealMinute: 600, holidays: 'GB', version: 1 },
    postApiReviewTimePause: { until: '2026-04-01' },
    postApiReviewTimeBlocksBlockIdMove: { start: '2026-03-13T10:00:00Z' },
    postApiEngagementsEngagementIdVotes: {
      id: randomUUID(), kind: 'three-way', minutes: 60, starts: ['2026-03-25T14:30:00Z'], deadline: '2026-03-12T12:00:00Z', optionalPeople: [world.sponsorId], relax,
    },
    putApiVotesVoteIdAnswers: { answers: [{ slotId: world.slotId, answer: 'yes' }] },
    putApiCoachVotesVoteIdAnswers: { answers: [{ slotId: world.slotId, answer: 'if-need-be' }] },
    postApiPlannedMove: { version: 1, start: '2026-03-10T14:30:00Z' },
    postApiPlannedConfirm: { version: 1 },
    getApiReview: { week, block: world.ids.blockId },
    getApiReviews: { before: week },
    putApiReviewAnswer: { week, version: 1 },
    postApiReviewBring: { week, engagementId: world.ids.engagementId },
    postApiReviewMark: { week },
    putApiReviewPrompts: { version: 0, prompts: ['two', 'three', 'one'].map((key) => ({ key, text: `Prompt ${key}` })) },
    putApiEngagementsEngagementIdActionPlan: { version: 1, goals: [planGoal] },
    getApiEngagementsEngagementIdActionPlanHistory: { before: '2' },
    getApiEngagementsEngagementIdActionPlanVersion: { number: '1' },
    getApiEngagementsEngagementIdActionPlanDifferences: { from: '1', to: '1' },
    postApiEngagementsEngagementIdActionPlanRestore: { version: 1, restore: 1 },
    postApiEngagementsEngagementIdAgendaItems: { id: randomUUID() },
    postApiCoachAgendaItems: { id: randomUUID() },
    putApiEngagementsEngagementIdAgendaOrder: { ids: [world.ids.itemId] },
    getApiPeople: { search: 'ines' },
    getApiPeopleManager: { of: idFor('amina') },
  };
}

/** The week of the start. */
const week = '2026-W10';
const planGoal = {
  id: randomUUID(), shared: 'Delegate more', own: 'Let go',
  behaviours: [{ id: randomUUID(), text: 'Asks before answering' }],
  levels: { muchLess: 'a', less: 'b', expected: 'c', more: 'd', muchMore: 'e' },
  ratings: [{ id: randomUUID(), on: '2026-03-02', level: 0 }],
  steps: [{ id: randomUUID(), text: 'Hand over the weekly report', due: '2026-03-20', doneOn: '2026-03-19' }],
};
const hours = { weekday: 2, startMinute: 540, endMinute: 1020 };
const rules = { noticeHours: 24, bufferMinutes: { client: 10, coach: 30, sponsor: 10 }, spacingDays: { min: 10, max: 21 }, preferred: [hours] };
const planSettings = { cadenceDays: 14, weekday: 2, minute: 600, away: [{ from: '2026-08-03', to: '2026-08-14' }] };
const plannedItem = { id: '8b0c1f52-6a0b-4d6e-9a35-6d1f0e0a7c11', kind: 'coaching', day: '2026-04-14', from: '2026-04-11', to: '2026-04-17', status: 'planned' };
