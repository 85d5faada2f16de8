import express, { type Express } from 'express';
import type { AppContext } from './context.ts';
import { agendaRoutes } from './features/agenda/routes.ts';
import { arcRoutes } from './features/arc/routes.ts';
import { chaseRoutes } from './features/chase/routes.ts';
import { commitmentRoutes } from './features/commitments/routes.ts';
import { attendanceRoutes } from './features/attendance/routes.ts';
import { attendanceLogRoutes } from './features/attendance-log/routes.ts';
import { assistantRoutes } from './features/assistants/routes.ts';
import { disclosureRoutes } from './features/disclosure/routes.ts';
import { draftRoutes } from './features/drafts/routes.ts';
import { engagementRoutes } from './features/engagements/routes.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { auditTrail } from './features/audit/service.ts';
import { availabilityRoutes } from './features/availability/routes.ts';
import { blockRoutes } from './features/blocks/routes.ts';
import { followingRoutes } from './features/following/routes.ts';
import { homeRoutes } from './features/home/routes.ts';
import { meetingRoutes } from './features/meetings/routes.ts';
import { nudgeRoutes } from './features/nudges/routes.ts';
import { problem } from './features/people/contract.ts';
import { outlookRoutes } from './features/outlook/routes.ts';
import { peopleRoutes } from './features/people/routes.ts';
import { planRoutes } from './features/plan/routes.ts';
import { privacyRoutes } from './features/privacy/routes.ts';
import { recapRoutes } from './features/recap/routes.ts';
import { reflectionRoutes } from './features/reflection/routes.ts';
import type { AppRoute } from './features/route.ts';
import { schedulingRoutes } from './features/scheduling/routes.ts';
import { sponsorRoutes } from './features/sponsor/routes.ts';
import { todoRoutes } from './features/todo/routes.ts';
import { voteRoutes } from './features/votes/routes.ts';
import { createIdentify } from './identify.ts';
import { fromDatabase } from './platform/db/unavailable.ts';
import { AppError } from './platform/errors.ts';
import { answerProbe, type Health } from './platform/health.ts';
import { dated, errorHandler, largeAnswers, measured, mount, onlyJson, packed, privateAnswers, withRequestId, type Identify } from './platform/http.ts';
import type { Metrics } from './platform/metrics.ts';
import { openApi } from './platform/openapi.ts';
import type { RateLimits } from './platform/rate-limits.ts';
import { origin } from './platform/request.ts';
import { pages } from './pages.ts';
import { fromMicrosoft } from './microsoft-errors.ts';

/** Every route of the API, in the order of the OpenAPI document. */
export const apiRoutes: AppRoute[] = [
  ...homeRoutes,
  ...peopleRoutes,
  ...engagementRoutes,
  ...sponsorRoutes,
  ...schedulingRoutes,
  ...arcRoutes,
  ...availabilityRoutes,
  ...nudgeRoutes,
  ...outlookRoutes,
  ...draftRoutes,
  ...followingRoutes,
  ...commitmentRoutes,
  ...meetingRoutes,
  ...recapRoutes,
  ...blockRoutes,
  ...voteRoutes,
  ...assistantRoutes,
  ...reflectionRoutes,
  ...planRoutes,
  ...agendaRoutes,
  ...attendanceRoutes,
  ...attendanceLogRoutes,
  ...chaseRoutes,
  ...disclosureRoutes,
  ...auditRoutes,
  ...privacyRoutes,
  ...todoRoutes,
];

/** Made when somebody asks for it: making it costs a good part of a tenth of a second. */
const description = packed(() => JSON.stringify(openApi(apiRoutes, problem)));

const bodyLimit = '100kb';
/** Microsoft Graph sends notifications in batches. */
const notificationLimit = '1mb';

/** What a process has around its routes. */
export interface Edge {
  /** Goes before everything else: the sandbox's pages. */
  extra?: { path: string; handlers: express.RequestHandler[] }[];
  /** Told by `/healthz` and `/readyz`; without it there are no such addresses. */
  health?: Health;
  metrics?: Metrics | null;
  /** Without them nobody is held back. */
  limits?: RateLimits | null;
}

/** Counts by address before anything is looked at; Microsoft's notifications come from few addresses and are checked by their secret. */
const limited = (limits: RateLimits): express.RequestHandler => (request, _response, next) => {
  if (request.path.startsWith('/notifications/')) return next();
  limits.arrive(request.ip ?? '');
  next();
};

/** A link that opened nothing is a guess. Whoever holds a real one is never made to wait for a guesser behind the same address. */
const guessed = (limits: RateLimits): express.ErrorRequestHandler => (error, request, _response, next) => {
  const withLink = /^link /i.test(request.headers.authorization ?? '');
  if (withLink && error instanceof AppError && error.code === 'not-found' && !origin()?.caller) limits.guessed(request.ip ?? '');
  next(error);
};

/** Who calls, counted once they are proved. */
function identified(context: AppContext, limits: RateLimits | null): Identify {
  const identify = createIdentify(context);
  return async (caller, request) => {
    const who = await identify(caller, request);
    const known = origin()?.caller;
    if (known) limits?.person(known.tenantId, known.personId);
    return who;
  };
}

/** A process that is going asks for each connection to be made anew: elsewhere. */
const leaving = (health: Health): express.RequestHandler => (_request, response, next) => {
  if (health.draining) response.set('connection', 'close');
  next();
};

const probe = (health: Health): express.RequestHandler => async (request, response, next) => {
  if (!(await answerProbe(request, response, health, null))) next();
};

/** The Express app of one context. Never listens, never reads the environment. */
export function createApp(context: AppContext, { extra = [], health, metrics = null, limits = null }: Edge = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // How many proxies of ours are in front: what somebody writes into X-Forwarded-For beyond them is not believed.
  app.set('trust proxy', context.settings.trustProxies ?? 0);
  if (health) app.use(leaving(health), probe(health));
  app.use(withRequestId, measured(metrics, context.log));
  for (const { path, handlers } of extra) app.use(path, ...handlers);
  app.use('/api/notifications', privateAnswers, onlyJson, express.json({ limit: notificationLimit, strict: true }));
  if (limits) app.use('/api', limited(limits));
  app.use('/api', dated(context.clock), privateAnswers, largeAnswers, onlyJson, express.json({ limit: bodyLimit, strict: true }));
  app.get('/api/openapi.json', description);
  app.use(mount(apiRoutes, context, identified(context, limits), auditTrail(context)));
  app.use('/api', () => {
    throw new AppError('not-found', 'There is nothing at this address.');
  });
  app.use(pages(context.settings));
  if (limits) app.use(guessed(limits));
  app.use(errorHandler(context.log, (error) => fromMicrosoft(error) ?? fromDatabase(error)));
  return app;
}
