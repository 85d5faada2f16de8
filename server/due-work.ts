import type { AppContext } from './context.ts';
import { agendaPrompts } from './features/agenda/jobs.ts';
import { createLink } from './features/availability/service.ts';
import { countSlips } from './features/commitments/jobs.ts';
import { resumePaused } from './features/engagements/jobs.ts';
import { followedCalendars } from './features/following/service.ts';
import { reviewBlocks } from './features/blocks/jobs.ts';
import { calendarSync, idleEngagements, unansweredRequests } from './features/scheduling/jobs.ts';
import { notices } from './features/nudges/jobs.ts';
import type { PersonalPage } from './features/nudges/say/send.ts';
import { dueLooks, sessionFollower } from './features/scheduling/service.ts';
import { holdsDue, votesDue } from './features/votes/jobs.ts';
import type { DueWork } from './platform/jobs/jobs.ts';
import { forgetLiveEvents } from './platform/live/jobs.ts';

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
  followedCalendars(context, [sessionFollower]),
  dueLooks(context),
  idleEngagements(context),
  reviewBlocks(context),
  agendaPrompts(context),
  unansweredRequests(context),
  notices(context, coachPage(context)),
  countSlips(context),
  forgetLiveEvents(context),
];
