import express, { type Express } from 'express';
import type { AppContext } from './context.ts';
import { agendaRoutes } from './features/agenda/routes.ts';
import { arcRoutes } from './features/arc/routes.ts';
import { commitmentRoutes } from './features/commitments/routes.ts';
import { assistantRoutes } from './features/assistants/routes.ts';
import { engagementRoutes } from './features/engagements/routes.ts';
import { availabilityRoutes } from './features/availability/routes.ts';
import { blockRoutes } from './features/blocks/routes.ts';
import { followingRoutes } from './features/following/routes.ts';
import { homeRoutes } from './features/home/routes.ts';
import { nudgeRoutes } from './features/nudges/routes.ts';
import { problem } from './features/people/contract.ts';
import { outlookRoutes } from './features/outlook/routes.ts';
import { peopleRoutes } from './features/people/routes.ts';
import { planRoutes } from './features/plan/routes.ts';
import { reflectionRoutes } from './features/reflection/routes.ts';
import type { AppRoute } from './features/route.ts';
import { schedulingRoutes } from './features/scheduling/routes.ts';
import { voteRoutes } from './features/votes/routes.ts';
import { createIdentify } from './identify.ts';
import { AppError } from './platform/errors.ts';
import { dated, errorHandler, mount, onlyJson, privateAnswers, withRequestId } from './platform/http.ts';
import { openApi } from './platform/openapi.ts';
import { pages } from './pages.ts';
import { fromMicrosoft } from './microsoft-errors.ts';

/** Every route of the API, in the order of the OpenAPI document. */
export const apiRoutes: AppRoute[] = [
  ...homeRoutes,
  ...peopleRoutes,
  ...engagementRoutes,
  ...schedulingRoutes,
  ...arcRoutes,
  ...availabilityRoutes,
  ...nudgeRoutes,
  ...outlookRoutes,
  ...followingRoutes,
  ...commitmentRoutes,
  ...blockRoutes,
  ...voteRoutes,
  ...assistantRoutes,
  ...reflectionRoutes,
  ...planRoutes,
  ...agendaRoutes,
];

const bodyLimit = '100kb';
/** Microsoft Graph sends notifications in batches. */
const notificationLimit = '1mb';

/** The Express app of one context. Never listens, never reads the environment. `extra` goes first (the sandbox's pages). */
export function createApp(context: AppContext, extra: { path: string; handlers: express.RequestHandler[] }[] = []): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(withRequestId);
  for (const { path, handlers } of extra) app.use(path, ...handlers);
  app.use('/api/notifications', privateAnswers, onlyJson, express.json({ limit: notificationLimit, strict: true }));
  app.use('/api', dated(context.clock), privateAnswers, onlyJson, express.json({ limit: bodyLimit, strict: true }));
  const description = openApi(apiRoutes, problem);
  app.get('/api/openapi.json', (_request, response) => void response.json(description));
  app.use(mount(apiRoutes, context, createIdentify(context)));
  app.use('/api', () => {
    throw new AppError('not-found', 'There is nothing at this address.');
  });
  app.use(pages(context.settings));
  app.use(errorHandler(context.log, fromMicrosoft));
  return app;
}
