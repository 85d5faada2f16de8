import { route, type AppRoute } from '../route.ts';
import { erasure, erasureOf, knownPeople, knownQuery, noErasure, ownData, personParams } from './contract.ts';
import { askFor, askForOwn, exportOwn, ownErasure, peopleKept, takeBackFor, takeBackOwn } from './service.ts';

export const privacyRoutes: AppRoute[] = [
  route('GET /api/me/export', {
    summary: 'Everything that is kept about the signed-in person',
    replies: { 200: ownData },
    handle: async ({ who }, context) => ({ status: 200, body: await exportOwn(context, who) }),
  }),

  route('GET /api/me/erasure', {
    summary: 'What erasing the signed-in person would do, and whether it is asked for',
    replies: { 200: erasure },
    handle: async ({ who }, context) => ({ status: 200, body: await ownErasure(context, who) }),
  }),

  route('POST /api/me/erasure', {
    summary: 'Ask to be erased; it happens a week later and can be taken back until then',
    replies: { 200: erasure },
    handle: async ({ who }, context) => ({ status: 200, body: await askForOwn(context, who) }),
  }),

  route('DELETE /api/me/erasure', {
    summary: 'Take it back, whoever asked for it',
    replies: { 200: erasure },
    handle: async ({ who }, context) => ({ status: 200, body: await takeBackOwn(context, who) }),
  }),

  route('GET /api/programme/people', {
    summary: 'Everybody who is kept, and what was erased last, for a programme lead',
    query: knownQuery,
    replies: { 200: knownPeople },
    handle: async ({ who, query }, context) => ({ status: 200, body: await peopleKept(context, who, query.search ?? '') }),
  }),

  route('POST /api/people/:personId/erasure', {
    summary: 'Ask, as a programme lead, that somebody who left be erased',
    params: personParams,
    replies: { 200: erasureOf },
    handle: async ({ who, params }, context) => ({ status: 200, body: await askFor(context, who, params.personId) }),
  }),

  route('DELETE /api/people/:personId/erasure', {
    summary: 'Take back what a programme lead asked for',
    params: personParams,
    replies: { 200: noErasure },
    handle: async ({ who, params }, context) => {
      await takeBackFor(context, who, params.personId);
      return { status: 200, body: { erasure: null } };
    },
  }),
];
