import { engagementParams } from '../engagements/contract.ts';
import { notFound } from '../../platform/errors.ts';
import { partyRoute, route, type AppRoute } from '../route.ts';
import {
  acceptTerms, compareVersions, disclosureList, keepDraft, ladder, pauseLadder, proposeTerms, readLadder, sendNotice as sendNoticeBody, sharing, sharingDifferences,
  sponsorView, stopNotice as stopNoticeBody, tellByMail as tellByMailBody,
} from './contract.ts';
import {
  accept, asSponsorSees, compareSharing, disclosuresOf, draft, ladderOf, pause, propose, resume, sendNotice, sharingOf, stopNotice, talked, tellByMail, toldMyself, withdraw,
} from './service.ts';

const agreed = { params: engagementParams, replies: { 200: sharing } };
const stands = { params: engagementParams, replies: { 200: ladder } };

const agreementRoutes: AppRoute[] = [
  partyRoute('GET /api/engagements/:engagementId/sharing', {
    summary: 'What client, coach and sponsor agree to share: in force, waiting for acceptances, and every version',
    ...agreed,
    handle: async ({ who, params }, context) => ({ status: 200, body: await sharingOf(context, who, params.engagementId) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/sharing', {
    summary: 'Word the sharing agreement anew; it holds once all have accepted it',
    ...agreed,
    body: proposeTerms,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await propose(context, who, params.engagementId, body) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/sharing/acceptance', {
    summary: 'Accept the wording that is open',
    ...agreed,
    body: acceptTerms,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await accept(context, who, params.engagementId, body.version) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/sharing/withdrawal', {
    summary: 'Take the open wording back, or turn it down; what is in force stays',
    ...agreed,
    body: acceptTerms,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await withdraw(context, who, params.engagementId, body.version) }),
  }),
  partyRoute('GET /api/engagements/:engagementId/sharing/differences', {
    summary: 'What became of one version of the agreement in another, by words',
    params: engagementParams,
    query: compareVersions,
    replies: { 200: sharingDifferences },
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await compareSharing(context, who, params.engagementId, query) }),
  }),
];

const ladderRoutes: AppRoute[] = [
  partyRoute('GET /api/engagements/:engagementId/ladder', {
    summary: 'Where missed sessions stand, and what comes next when; for client and coach',
    ...stands,
    handle: async ({ who, params }, context) => ({ status: 200, body: await ladderOf(context, who, params.engagementId) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/pause', {
    summary: 'Let nothing go on until a date',
    ...stands,
    body: pauseLadder.extend(readLadder.shape),
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await pause(context, who, params.engagementId, body) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/resume', {
    summary: 'Go on before the date',
    ...stands,
    body: readLadder,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await resume(context, who, params.engagementId, body.version) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/talked', {
    summary: 'Say, as the coach, that the two have talked',
    ...stands,
    body: readLadder,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await talked(context, who, params.engagementId, body.version) }),
  }),
  partyRoute('PUT /api/engagements/:engagementId/ladder/draft', {
    summary: 'Keep the client’s own words to the sponsor, for the client alone',
    ...stands,
    body: keepDraft,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await draft(context, who, params.engagementId, body) }),
  }),
  route('POST /api/engagements/:engagementId/ladder/telling', {
    summary: 'Send the client’s own words to the sponsor, from the client’s own mailbox',
    ...stands,
    body: tellByMailBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await tellByMail(context, who, params.engagementId, body) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/told', {
    summary: 'Say, as the client, that the sponsor knows from them',
    ...stands,
    body: readLadder,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await toldMyself(context, who, params.engagementId, body.version) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/notice', {
    summary: 'Send, as the coach, the attendance-only notice; the client sees it first and it can be stopped until it leaves',
    ...stands,
    body: sendNoticeBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await sendNotice(context, who, params.engagementId, body) }),
  }),
  partyRoute('POST /api/engagements/:engagementId/ladder/notice/stop', {
    summary: 'Stop the notice before it leaves',
    ...stands,
    body: stopNoticeBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await stopNotice(context, who, params.engagementId, body) }),
  }),
];

export const disclosureRoutes: AppRoute[] = [
  partyRoute('GET /api/coach/sharing', {
    summary: 'The sharing agreement of the engagement that a coach’s personal link opens',
    replies: { 200: sharing },
    async handle({ who }, context) {
      if (who.onlyEngagement === null) throw notFound('The agreement');
      return { status: 200, body: await sharingOf(context, who, who.onlyEngagement) };
    },
  }),
  ...agreementRoutes,
  ...ladderRoutes,
  partyRoute('GET /api/engagements/:engagementId/disclosures', {
    summary: 'What left Fieldwork about the client, to whom and when; the words for those whom they concern',
    params: engagementParams,
    replies: { 200: disclosureList },
    handle: async ({ who, params }, context) => ({ status: 200, body: { disclosures: await disclosuresOf(context, who, params.engagementId) } }),
  }),
  partyRoute('GET /api/engagements/:engagementId/sponsor-view', {
    summary: 'What the sponsor sees of an engagement; for the sponsor, and for the client beforehand',
    params: engagementParams,
    replies: { 200: sponsorView },
    handle: async ({ who, params }, context) => ({ status: 200, body: await asSponsorSees(context, who, params.engagementId) }),
  }),
];
