import { setTimeout as wait } from 'node:timers/promises';
import { Agent, fetch } from 'undici';

/* Sends notifications from a process of its own, so that what is measured is the server's: one a request, evenly spread over the time. */

export interface Order {
  url: string;
  tenantId: string;
  subscriptions: { id: string; secret: string }[];
  count: number;
  seconds: number;
}

export interface Sent {
  /** Milliseconds from sending to the whole answer, ascending. */
  times: number[];
  notAcknowledged: number;
  seconds: number;
}

async function send({ url, tenantId, subscriptions, count, seconds }: Order): Promise<Sent> {
  const dispatcher = new Agent({ connections: 16 });
  const times: number[] = [];
  let notAcknowledged = 0;
  const one = async (index: number): Promise<void> => {
    const { id, secret } = subscriptions[index % subscriptions.length]!;
    const body = JSON.stringify({ value: [{ subscriptionId: id, clientState: secret, tenantId, changeType: 'updated', resource: 'users/x/events/y' }] });
    const began = performance.now();
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, dispatcher }).catch(() => null);
    await answer?.text();
    times.push(performance.now() - began);
    if (answer?.status !== 202) notAcknowledged += 1;
  };
  // The first requests compile the code and open the connections.
  await Promise.all(subscriptions.slice(0, 100).map((_one, index) => one(index)));
  times.length = 0;
  const began = performance.now();
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * seconds * 1000) / count;
    if (due > performance.now()) await wait(due - performance.now());
    underWay.push(one(index));
  }
  await Promise.all(underWay);
  const took = (performance.now() - began) / 1000;
  await dispatcher.close();
  return { times: times.toSorted((a, b) => a - b), notAcknowledged, seconds: took };
}

process.once('message', (order: Order) => {
  void send(order).then((sent) => process.send!(sent, () => process.exit(0)));
});
