import { AppError } from '../../platform/errors.ts';
import type { AppContext } from '../../context.ts';
import { openRoute, type AppRoute } from '../route.ts';
import { delivery, handshake, type Delivery } from './contract.ts';
import { receive } from './inbox/receive.ts';
import { calendarPath, lifecyclePath } from './rules.ts';

interface Delivered {
  query: { validationToken?: string | undefined };
  body: Delivery;
}

/** Stored, then 202; whoever forged it gets the same answer as Microsoft. Not stored is 5xx, so that Microsoft sends it again. */
async function take({ query, body }: Delivered, context: AppContext, lifecycle: boolean) {
  if (query.validationToken !== undefined) return { status: 200, text: query.validationToken };
  if (body.value === undefined) throw new AppError('invalid-request', 'Some of what was sent is not right.');
  await receive(context, body.value, lifecycle);
  return { status: 202 };
}

const both = { caller: 'anybody', query: handshake, body: delivery, replies: { 200: null, 202: null } } as const;

export const followingRoutes: AppRoute[] = [
  openRoute(`POST ${calendarPath}`, {
    summary: 'Change notifications of Microsoft Graph: stored and answered at once',
    ...both,
    handle: (call, context) => take(call, context, false),
  }),

  openRoute(`POST ${lifecyclePath}`, {
    summary: 'Lifecycle notifications of Microsoft Graph',
    ...both,
    handle: (call, context) => take(call, context, true),
  }),
];
