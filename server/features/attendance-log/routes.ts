import { engagementParams } from '../engagements/contract.ts';
import { partyRoute, route, type AppRoute } from '../route.ts';
import { csvFile, engagementLog, logQuery, programmeLog, programmeQuery } from './contract.ts';
import { engagementFile, engagementLogFor, engagementOfLink, programmeFile, programmeLogFor } from './service.ts';

export const attendanceLogRoutes: AppRoute[] = [
  partyRoute('GET /api/engagements/:engagementId/attendance/log', {
    summary: 'Every session of an engagement with its verdict, and what they come to',
    params: engagementParams,
    query: logQuery,
    replies: { 200: engagementLog },
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await engagementLogFor(context, who, params.engagementId, query) }),
  }),

  partyRoute('GET /api/engagements/:engagementId/attendance/log/csv', {
    summary: 'The same as a CSV file',
    params: engagementParams,
    query: logQuery,
    replies: { 200: csvFile },
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await engagementFile(context, who, params.engagementId, query) }),
  }),

  partyRoute('GET /api/coach/attendance/log', {
    summary: 'The log of the engagement that a personal link opens',
    query: logQuery,
    replies: { 200: engagementLog },
    handle: async ({ who, query }, context) => ({ status: 200, body: await engagementLogFor(context, who, engagementOfLink(who), query) }),
  }),

  route('GET /api/programme/attendance', {
    summary: 'Attendance in all engagements, for a programme lead',
    query: programmeQuery,
    replies: { 200: programmeLog },
    handle: async ({ who, query }, context) => ({ status: 200, body: await programmeLogFor(context, who, query) }),
  }),

  route('GET /api/programme/attendance/csv', {
    summary: 'The same as a CSV file, a line a session',
    query: programmeQuery,
    replies: { 200: csvFile },
    handle: async ({ who, query }, context) => ({ status: 200, body: await programmeFile(context, who, query) }),
  }),
];
