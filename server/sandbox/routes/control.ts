import { z } from 'zod';
import { AppError, invalid } from '../../platform/errors.ts';
import { routeFor, type AnyRoute } from '../../platform/http.ts';
import { surfaceClients, type Surface } from '../entra/mint.ts';
import { faultsSchema } from '../faults.ts';
import type { Simulation } from '../simulation.ts';
import { instant, user } from './schemas.ts';

/** What the sandbox needs from the product around it. */
export interface SandboxHooks {
  /** Brings the clock to `until`, doing everything that falls due on the way at its own time. */
  runDueUntil(until: Date): Promise<void>;
}

export interface SandboxContext {
  simulation: Simulation;
  hooks: SandboxHooks;
}

export const route = routeFor<SandboxContext, null>();

const surface = z.enum(Object.keys(surfaceClients) as [Surface, ...Surface[]]);

const token = route('POST /api/token', {
  summary: 'A signed access token for the API, as Entra issues it to Teams or Outlook',
  caller: 'anybody',
  body: z.strictObject({ user, surface: surface.default('teams') }),
  replies: {},
  async handle({ body }, { simulation }) {
    const issued = await simulation.entra.issueApiToken(body.user, body.surface);
    if (issued === null) throw invalid('user', 'must be the address of somebody in the organisation');
    return { status: 200, body: { token: issued } };
  },
});

const nowOf = ({ simulation }: SandboxContext): { status: number; body: { now: string } } => ({
  status: 200,
  body: { now: simulation.clock.now().toISOString() },
});

const clock = route('GET /api/clock', {
  summary: "The tenant's present instant",
  caller: 'anybody',
  replies: {},
  handle: async (_call, context) => nowOf(context),
});

const FURTHEST_MOVE_MS = 5 * 366 * 86_400_000;

async function move(until: Date, { simulation, hooks }: SandboxContext): Promise<void> {
  const now = simulation.clock.now();
  if (until < now) throw invalid('now', `must not be before the tenant's present, ${now.toISOString()}: time never goes back`);
  if (until.getTime() - now.getTime() > FURTHEST_MOVE_MS) throw invalid('now', 'must be within five years of the present');
  await hooks.runDueUntil(until);
  simulation.clock.advanceTo(until);
}

/** Moves time, one move after the other: two at once would race each other through what falls due. */
function createMover(): typeof move {
  let last: Promise<unknown> = Promise.resolve();
  return (until, context) => {
    const mine = last.then(() => move(until, context));
    last = mine.catch(() => undefined);
    return mine;
  };
}

const moveClock = (moveInTurn: typeof move): AnyRoute<SandboxContext> =>
  route('POST /api/clock', {
    summary: 'Moves time forward and answers once everything due is done',
    caller: 'anybody',
    body: z.strictObject({ now: instant }),
    replies: {},
    async handle({ body }, context) {
      await moveInTurn(body.now, context);
      return nowOf(context);
    },
  });

const faultsOf = ({ simulation }: SandboxContext, status = 200): { status: number; body: { faults: unknown } } => ({
  status,
  body: { faults: simulation.faults.list() },
});

const listFaults = route('GET /api/faults', {
  summary: 'The faults that are set, and how often each has fired',
  caller: 'anybody',
  replies: {},
  handle: async (_call, context) => faultsOf(context),
});

const addFaults = route('POST /api/faults', {
  summary: 'Adds one fault or a list',
  caller: 'anybody',
  body: faultsSchema,
  replies: {},
  async handle({ body }, context) {
    const { state } = context.simulation.tenant;
    const known = new Set([...state.all('person')].flatMap(({ address, objectId }) => [address, objectId]));
    body.forEach(({ mailbox }, index) => {
      if (mailbox !== undefined && !known.has(mailbox.toLowerCase())) {
        throw invalid(`${index}.mailbox`, 'must be the address or object id of somebody in the organisation');
      }
    });
    context.simulation.faults.add(body);
    return faultsOf(context);
  },
});

const clearFaults = route('DELETE /api/faults', {
  summary: 'Clears all faults',
  caller: 'anybody',
  replies: {},
  async handle(_call, { simulation }) {
    simulation.faults.clear();
    return { status: 204 };
  },
});

const clearTraffic = route('DELETE /api/traffic', {
  summary: 'Forgets the recorded traffic',
  caller: 'anybody',
  replies: {},
  async handle(_call, { simulation }) {
    simulation.traffic.clear();
    return { status: 204 };
  },
});

/** Token, clock, faults and traffic. */
export const controlRoutes = (): AnyRoute<SandboxContext>[] => [
  token,
  clock,
  moveClock(createMover()),
  listFaults,
  addFaults,
  clearFaults,
  clearTraffic,
];

/** What a request that no route takes is answered. */
export const nothingHere = (): never => {
  throw new AppError('not-found', 'There is nothing at this address of the sandbox.');
};
