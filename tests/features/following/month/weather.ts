import type { FaultKind } from '../../../../server/sandbox/faults.ts';
import type { Api } from '../../../support/api.ts';
import { address } from '../../../support/seed.ts';
import type { Dice, Scene } from './world.ts';

/** What goes wrong for an hour or a few times: everything that can, by chance. Answers its name. `clients` are first names. */
export function badWeather(api: Scene, dice: Dice, clients: string[]): string {
  const { faults } = api.simulation;
  const told = (fault: FaultKind): string => {
    faults.add([{ match: 'POST /notifications', fault, times: 1 + dice.number(4), retryAfter: 300 + dice.number(3000) }]);
    return fault;
  };
  const times = 1 + dice.number(3);
  return dice.oneOf([
    () => {
      const client = dice.oneOf(clients);
      faults.add([{ match: '*', fault: '429', times, retryAfter: 10 + dice.number(1800), mailbox: address(client) }]);
      return `429 ${client}`;
    },
    () => {
      faults.add([{ match: '*', fault: '503', times: times * 4, retryAfter: 4 + dice.number(60) }]);
      return '503';
    },
    () => {
      const match = dice.oneOf(['*', 'POST /me/events', 'POST /subscriptions', 'PATCH /me/events/*', 'POST /me/events/*', 'GET /me/calendarView/delta']);
      faults.add([{ match, fault: 'drop-response', times }]);
      return `drop-response ${match}`;
    },
    () => {
      faults.add([{ match: '*', fault: 'offline' }]);
      return 'offline';
    },
    () => {
      faults.add([{ match: dice.oneOf(['*', '/me/calendarView/delta', '/subscriptions']).replace(/^\//, '* /'), fault: 'consent-revoked' }]);
      return 'consent revoked';
    },
    () => {
      const fault = dice.oneOf(['delta-gone', 'sync-state-not-found'] as const);
      faults.add([{ match: 'GET /me/calendarView/delta', fault, times }]);
      return fault;
    },
    () => {
      faults.add([{ match: 'POST /notifications', fault: '503', times }, { match: 'POST /validation', fault: '503', times }]);
      return 'our own addresses down';
    },
    () => told(dice.oneOf(['notification-lost', 'notification-doubled', 'notification-late', 'notification-out-of-order'])),
    () => told(dice.oneOf(['notification-missed', 'subscription-removed', 'reauthorization-required'])),
  ])();
}

/** Notes every request to a mailbox that had asked for a pause, from now on. */
export function watchPauses(api: Api): string[] {
  const { faults, clock } = api.simulation;
  const strike = faults.strike.bind(faults);
  const pauses = new Map<string, { since: number; until: number; more: number }>();
  const broken: string[] = [];
  faults.strike = (exchange) => {
    const now = clock.now().getTime();
    const [mailbox] = exchange.outgoing === undefined ? exchange.mailbox : [];
    const pause = mailbox === undefined ? undefined : pauses.get(mailbox);
    // Three others may have been on their way when the first was answered.
    if (pause && now < pause.until && (now > pause.since || (pause.more += 1) > 3)) {
      broken.push(`${exchange.method} ${exchange.path} at ${new Date(now).toISOString()}, before ${new Date(pause.until).toISOString()}`);
    }
    const hit = strike(exchange);
    if (hit?.fault === '429' && mailbox !== undefined) pauses.set(mailbox, { since: now, until: now + hit.retryAfter * 1000, more: 0 });
    return hit;
  };
  return broken;
}
