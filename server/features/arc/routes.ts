import { regions } from '../../platform/holidays.ts';
import { engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import {
  bookSeries, cancelSeries, planPage, planProposal, planTimes, planWish, regionList, savePlan, seriesBooked, seriesCancelled, seriesWish, timesPreview,
} from './contract.ts';
import { bookAll, cancelAll, keepPlan, previewPlan, previewSeries, propose, readPage } from './service.ts';

const params = engagementParams;

export const arcRoutes: AppRoute[] = [
  route('POST /api/engagements/:engagementId/series/times', {
    summary: 'Times for a cadence: for each occurrence the best one, others, or who and what is in the way',
    params,
    body: seriesWish,
    replies: { 200: timesPreview },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 200, body: await previewSeries(context, who, engagementId, body) }),
  }),

  route('POST /api/engagements/:engagementId/series', {
    summary: 'Book many single sessions in one action; the calendars follow in the background',
    params,
    body: bookSeries,
    replies: { 202: seriesBooked },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 202, body: await bookAll(context, who, engagementId, body) }),
  }),

  route('POST /api/engagements/:engagementId/series/cancel', {
    summary: 'Cancel every session of a series that is still to come',
    params,
    body: cancelSeries,
    replies: { 202: seriesCancelled },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 202, body: await cancelAll(context, who, engagementId, body.id) }),
  }),

  route('GET /api/engagements/:engagementId/plan', {
    summary: 'The whole engagement as it is planned, and why to look at the plan again',
    params,
    replies: { 200: planPage },
    handle: async ({ who, params: { engagementId } }, context) => ({ status: 200, body: await readPage(context, who, engagementId) }),
  }),

  route('POST /api/engagements/:engagementId/plan/proposal', {
    summary: 'Lay the engagement out, or see how the rest of its plan should change; stores nothing',
    params,
    body: planWish,
    replies: { 200: planProposal },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 200, body: await propose(context, who, engagementId, body) }),
  }),

  route('PUT /api/engagements/:engagementId/plan', {
    summary: 'Accept a plan; booked sessions stay where they are',
    params,
    body: savePlan,
    replies: { 200: planPage },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 200, body: await keepPlan(context, who, engagementId, body) }),
  }),

  route('POST /api/engagements/:engagementId/plan/times', {
    summary: 'Times for planned sessions, as for a cadence',
    params,
    body: planTimes,
    replies: { 200: timesPreview },
    handle: async ({ who, params: { engagementId }, body }, context) => ({ status: 200, body: await previewPlan(context, who, engagementId, body) }),
  }),

  route('GET /api/holiday-regions', {
    summary: 'Countries and parts of countries whose public holidays are known',
    replies: { 200: regionList },
    handle: async () => ({ status: 200, body: { regions: [...(await regions()).values()] } }),
  }),
];
