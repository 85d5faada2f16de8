import { route, type AppRoute } from '../route.ts';
import { draft, draftQuery, saveDraft } from './contract.ts';
import { dropDraft, readDraft, writeDraft } from './service.ts';

export const draftRoutes: AppRoute[] = [
  route('GET /api/drafts', {
    summary: 'What the viewer typed and chose on one screen and has not sent yet',
    query: draftQuery,
    replies: { 200: draft },
    handle: async ({ who, query }, context) => ({ status: 200, body: await readDraft(context, who, query.place) }),
  }),

  route('PUT /api/drafts', {
    summary: 'Keep what the viewer typed and chose on one screen, for a month',
    body: saveDraft,
    replies: { 204: null },
    async handle({ who, body }, context) {
      await writeDraft(context, who, body);
      return { status: 204 };
    },
  }),

  route('DELETE /api/drafts', {
    summary: 'Forget it: it was sent, or is not wanted any more',
    query: draftQuery,
    replies: { 204: null },
    async handle({ who, query }, context) {
      await dropDraft(context, who, query.place);
      return { status: 204 };
    },
  }),
];
