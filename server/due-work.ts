import type { AppContext } from './context.ts';
import { agendaPrompts } from './features/agenda/jobs.ts';
import { attendanceLooks, attendanceRetention, outcomeCards } from './features/attendance/jobs.ts';
import { auditRetention } from './features/audit/jobs.ts';
import { createLink } from './features/availability/service.ts';
import { composeDigest, fieldworkDigests } from './features/commitments/digests/jobs.ts';
import { chases, sessionPings } from './features/chase/jobs.ts';
import { countSlips } from './features/commitments/jobs.ts';
import { ladders } from './features/disclosure/jobs.ts';
import { keepLedger } from './features/disclosure/service.ts';
import { forgetDrafts } from './features/drafts/jobs.ts';
import { resumePaused } from './features/engagements/jobs.ts';
import { followedCalendars } from './features/following/service.ts';
import { reviewBlocks } from './features/blocks/jobs.ts';
import { blockFollower } from './features/blocks/service.ts';
import { calendarSync, idleEngagements, unansweredRequests } from './features/scheduling/jobs.ts';
import { notices } from './features/nudges/jobs.ts';
import type { PersonalPage } from './features/nudges/say/send.ts';
import { erasures } from './features/privacy/jobs.ts';
import { composeRecap, recaps } from './features/recap/jobs.ts';
import { dueLooks, sessionFollower } from './features/scheduling/service.ts';
import { todoSync } from './features/todo/jobs.ts';
import { holdsDue, votesDue } from './features/votes/jobs.ts';
import type { DueWork } from './platform/jobs/jobs.ts';
import { forgetLiveEvents } from './platform/live/jobs.ts';
import { forgetTokens } from './platform/microsoft/token-vault.ts';

/** Days that the link in a notice opens the coach's page: longer than any notice is timely. */
const noticeLinkDays = 45;

/** The page of a coach outside, who is the only one to have one. */
const coachPage = (context: AppContext): PersonalPage => async ({ tenantId, personId, engagementId }) =>
  (await createLink(context, { tenantId, engagementId, coachPersonId: personId }, noticeLinkDays)).url;

/** All background work, for the worker, the sandbox's clock and the tests. */
export const dueWork = (context: AppContext): DueWork[] => [
  resumePaused(context),
  calendarSync(context),
  votesDue(context),
  holdsDue(context),
  followedCalendars(context, [sessionFollower, blockFollower]),
  dueLooks(context),
  idleEngagements(context),
  reviewBlocks(context),
  agendaPrompts(context),
  unansweredRequests(context),
  attendanceLooks(context),
  attendanceRetention(context),
  outcomeCards(context),
  chases(context),
  sessionPings(context),
  todoSync(context),
  ladders(context),
  countSlips(context),
  fieldworkDigests(context),
  recaps(context),
  notices(context, { page: coachPage(context), leaves: keepLedger, composers: { 'fieldwork-open': composeDigest(context), recap: composeRecap(context) } }),
  forgetLiveEvents(context),
  forgetTokens(context),
  auditRetention(context),
  forgetDrafts(context),
  erasures(context),
];
