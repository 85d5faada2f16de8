import { z } from 'zod';
import { notFound } from '../../platform/errors.ts';
import type { AnyRoute } from '../../platform/http.ts';
import { askToReauthorise, removeByService, subscriptionById, tellMissed } from '../tenant/notify/subscriptions.ts';
import { route, type SandboxContext } from './control.ts';

const list = route('GET /api/notifications', {
  summary: 'Subscriptions, notifications on their way, and the latest deliveries',
  caller: 'anybody',
  replies: {},
  async handle(_call, { simulation: { tenant, notifier } }) {
    const pending = [...tenant.state.all('notification')].map(({ dueAt, tries, url, item }) => ({ dueAt, tries, url, item }));
    return { status: 200, body: { subscriptions: [...tenant.state.all('subscription')], pending, deliveries: notifier.recent() } };
  },
});

const troubles = { remove: removeByService, missed: tellMissed, reauthorize: askToReauthorise };

const trouble = route('POST /api/subscriptions/trouble', {
  summary: 'Lets something happen to a subscription at once, and its owner be told',
  caller: 'anybody',
  body: z.strictObject({ id: z.uuid('must be the id of a subscription'), trouble: z.enum(['remove', 'missed', 'reauthorize']) }),
  replies: {},
  async handle({ body }, { simulation: { tenant } }) {
    const subscription = subscriptionById(tenant, body.id);
    if (!subscription) throw notFound('The subscription');
    troubles[body.trouble](tenant, subscription);
    return { status: 204 };
  },
});

/** What applications are told, for whoever looks at it or disturbs it. */
export const notificationRoutes: AnyRoute<SandboxContext>[] = [list, trouble];
