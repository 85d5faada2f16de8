import { z } from 'zod';
import type { AnyRoute } from '../../platform/http.ts';
import { behave, lookInto } from '../meeting-acts.ts';
import { changePolicy, policyOf } from '../tenant/calls/policy.ts';
import { LONGEST_STAY_MINUTES } from '../tenant/calls/settle.ts';
import { route, type SandboxContext } from './control.ts';
import { allowed, itemId, user } from './schemas.ts';

const minutes = z.number().min(-60).max(24 * 60 + LONGEST_STAY_MINUTES);

const behaviour = route('POST /api/meeting/behaviour', {
  summary: 'Says what somebody does in an online meeting: when they join and leave, and as whom',
  caller: 'anybody',
  body: z.strictObject({
    user,
    id: itemId,
    who: user,
    /** Minutes from the start; overlapping visits are two devices, none is not coming, null is as usual again. */
    visits: z.array(z.strictObject({ from: minutes, to: minutes }).refine(({ from, to }) => to > from, { path: ['to'], message: 'must be after from' })).max(20).nullable(),
    guise: z
      .strictObject({
        kind: z.enum(['account', 'anonymous', 'dial-in']).default('account'),
        address: user.nullable().default(null),
        name: z.string().trim().min(1).max(200).nullable().default(null),
      })
      .default({ kind: 'account', address: null, name: null }),
    withoutAddress: z.boolean().default(false),
  }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => behave(simulation.tenant, body));
    return { status: 204 };
  },
});

const look = route('GET /api/meeting', {
  summary: 'What everybody does in an online meeting, and the calls that there were',
  caller: 'anybody',
  query: z.strictObject({ user, id: itemId }),
  replies: {},
  handle: async ({ query }, { simulation }) => ({ status: 200, body: allowed(() => lookInto(simulation.tenant, query)) }),
});

const readPolicy = route('GET /api/teams-policy', {
  summary: 'What an administrator has set in Teams',
  caller: 'anybody',
  replies: {},
  handle: async (_call, { simulation }) => ({ status: 200, body: policyOf(simulation.tenant) }),
});

const setPolicy = route('POST /api/teams-policy', {
  summary: 'Sets what an administrator of Teams can: whether applications may read meetings, and what becomes of attendance reports',
  caller: 'anybody',
  body: z.strictObject({
    applicationAccess: z.boolean().optional(),
    attendanceReports: z.enum(['on', 'emptied', 'off']).optional(),
    reportDelayMinutes: z.int().min(0).max(3 * 24 * 60).nullable().optional(),
  }),
  replies: {},
  async handle({ body }, { simulation }) {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return { status: 200, body: changePolicy(simulation.tenant, given) };
  },
});

/** What people do in online meetings, and what is reported of it. */
export const meetingRoutes: AnyRoute<SandboxContext>[] = [behaviour, look, readPolicy, setPolicy];
