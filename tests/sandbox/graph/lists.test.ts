import { describe, expect, it } from '@jest/globals';
import { at, attendee, seed, seedEvent, world, type Client, type Json } from './support/world.ts';

const march = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
const weekly = seedEvent('weekly', {
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  start: { local: '2026-02-03T09:00:00', zone: 'Europe/London' },
  end: { local: '2026-02-03T10:00:00', zone: 'Europe/London' },
});
const starts = (list: Json[]): string[] => list.map(({ start }) => String(start!.dateTime).slice(0, 16));

async function everyPage(client: Client, path: string): Promise<Json[]> {
  const found: Json[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { body } = await client.get(next);
    found.push(...body.value!);
    next = body['@odata.nextLink'];
  }
  return found;
}

describe('calendarView', () => {
  it('expands a series in its own zone, so that its time of day outlasts a clock change', async () => {
    const tom = world({ from: seed({ tom: [weekly] }) }).as('tom');
    const { body } = await tom.get(`/me/calendarView?${march}&$select=start,type`);
    expect(starts(body.value!)).toEqual([
      '2026-03-03T09:00',
      '2026-03-10T09:00',
      '2026-03-17T09:00',
      '2026-03-24T09:00',
      '2026-03-31T08:00',
    ]);
    expect(new Set(body.value!.map(({ type }) => type))).toEqual(new Set(['occurrence']));
  });

  it('lists series once without expansion, and their occurrences by their own ids', async () => {
    const tom = world({ from: seed({ tom: [weekly] }) }).as('tom');
    const { body } = await tom.get('/me/events');
    expect(body.value).toMatchObject([
      {
        type: 'seriesMaster',
        recurrence: { pattern: { type: 'weekly', daysOfWeek: ['tuesday'] }, range: { type: 'noEnd', startDate: '2026-02-03' } },
      },
    ]);
    const instances = (await tom.get(`/me/events/${body.value![0]!.id}/instances?${march}`)).body.value!;
    expect(instances).toHaveLength(5);
    const one = await tom.get(`/me/events/${instances[1]!.id}`);
    expect(one.body).toMatchObject({ type: 'occurrence', seriesMasterId: body.value![0]!.id, originalStart: '2026-03-10T09:00:00.000Z' });
    expect(new Set(instances.map(({ iCalUId }) => iCalUId)).size).toBe(5);
  });

  it('pages by links that keep the query', async () => {
    const tom = world({
      from: seed({
        tom: Array.from({ length: 25 }, (_, index) =>
          seedEvent(`e${index}`, {
            start: { local: `2026-03-${String(index + 1).padStart(2, '0')}T09:00:00`, zone: 'Europe/London' },
            end: { local: `2026-03-${String(index + 1).padStart(2, '0')}T10:00:00`, zone: 'Europe/London' },
          }),
        ),
      }),
    }).as('tom');
    const first = await tom.get(`/me/calendarView?${march}`);
    expect(first.body.value).toHaveLength(10);
    const all = await everyPage(tom, `/me/calendarView?${march}&$top=7&$select=subject`);
    expect(all.map(({ subject }) => subject)).toEqual(Array.from({ length: 25 }, (_, index) => `e${index}`));
    expect(all[20]).not.toHaveProperty('start');
  });

  it('needs a window', async () => {
    const tom = world().as('tom');
    for (const query of [
      '',
      '?startDateTime=2026-03-01T00:00:00Z',
      '?startDateTime=now&endDateTime=then',
      '?startDateTime=2026-03-01T00:00:00+02:00&endDateTime=2026-03-02T00:00:00Z',
      '?startDateTime=2026-03-02T00:00:00Z&endDateTime=2026-03-01T00:00:00Z',
    ]) {
      expect((await tom.get(`/me/calendarView${query}`)).status).toBe(400);
    }
    expect((await tom.get('/me/calendarView?startDateTime=2026-03-01T00:00:00%2B02:00&endDateTime=2026-03-02T00:00:00Z')).status).toBe(200);
  });
});

describe('a list of events', () => {
  it('is filtered and ordered as asked', async () => {
    const maya = world().as('maya');
    for (const [subject, from, to] of [
      ['A', '10:00', '11:00'],
      ['B', '12:00', '13:00'],
      ['C', '08:00', '09:00'],
    ] as const)
      await maya.post('/me/events', { subject, ...at(from, to), attendees: [attendee('tom')] });
    const subjects = async (query: string): Promise<string[]> =>
      (await maya.get(`/me/events?${query}`)).body.value!.map(({ subject }) => subject!);
    expect(await subjects("$filter=start/dateTime ge '2026-03-03T10:00' and subject ne 'B'")).toEqual(['A']);
    expect(await subjects('$orderby=start/dateTime desc')).toEqual(['B', 'A', 'C']);
    expect(await subjects("$filter=startswith(subject,'c') or (isAllDay eq true)")).toEqual(['C']);
    expect(await subjects("$filter=not(attendees/any(a:a/emailAddress/address eq 'tom@example.com'))")).toEqual([]);
  });

  it('refuses what it cannot answer instead of ignoring it', async () => {
    const maya = world().as('maya');
    expect((await maya.get("/me/events?$filter=subject eq 'A")).status).toBe(400);
    expect((await maya.get('/me/events?$filter=subject like 1')).status).toBe(400);
    expect((await maya.get('/me/events?$select=titel')).status).toBe(400);
    expect((await maya.get('/me/events?$top=0')).status).toBe(400);
    expect((await maya.get('/me/events?$search=x')).status).toBe(501);
    expect((await maya.get('/me/events?$expand=attachments')).status).toBe(501);
  });
});

const token = async (client: Client): Promise<{ link: string; items: Json }> => {
  const { body } = await client.get(`/me/calendarView/delta?${march}`);
  return { link: body['@odata.deltaLink']!, items: body.value! };
};
const changes = async (client: Client, link: string): Promise<{ link: string; items: Json }> => {
  const { body } = await client.get(link);
  return { link: body['@odata.deltaLink']!, items: body.value! };
};

describe('calendarView/delta', () => {
  it('tells everything once, then what changed, then nothing', async () => {
    const one = world({
      from: seed({
        maya: [
          seedEvent('old', {
            start: { local: '2026-01-05T10:00:00', zone: 'Asia/Kathmandu' },
            end: { local: '2026-01-05T11:00:00', zone: 'Asia/Kathmandu' },
          }),
          seedEvent('standing'),
        ],
      }),
    });
    const maya = one.as('maya');
    const first = await token(maya);
    expect(first.items).toMatchObject([{ subject: 'standing' }]);
    const { body } = await maya.post('/me/events', { subject: 'New', ...at('10:00', '11:00'), transactionId: 't' });
    const second = await changes(maya, first.link);
    expect(second.items).toMatchObject([{ subject: 'New', id: body.id, transactionId: 't' }]);
    await maya.delete(`/me/events/${body.id}`);
    const third = await changes(maya, second.link);
    expect(third.items).toEqual([{ id: body.id, '@removed': { reason: 'deleted' } }]);
    expect((await changes(maya, third.link)).items).toEqual([]);
  });

  it('brings occurrences without what their master tells, and events that left the window as removed', async () => {
    const one = world({ from: seed({ tom: [weekly] }) });
    const tom = one.as('tom');
    const first = await token(tom);
    expect(first.items).toHaveLength(6);
    expect(Object.keys(first.items[1]!)).toEqual(['id', 'seriesMasterId', 'type', 'start', 'end']);
    const { body } = await tom.post('/me/events', { subject: 'Soon', ...at('10:00', '11:00') });
    await tom.patch(`/me/events/${body.id}`, at('10:00', '11:00', 'UTC', '2026-09-01'));
    expect((await changes(tom, first.link)).items).toEqual([{ id: body.id, '@removed': { reason: 'deleted' } }]);
  });

  it('tells occurrences that moved out of the window, were struck out, or are not in the rule any more', async () => {
    const one = world({ from: seed({ tom: [weekly] }) });
    const tom = one.as('tom');
    const first = await token(tom);
    const [master, second, third, ...others] = first.items;
    const removed = (items: Json): string[] => items.filter((item) => item['@removed']).map(({ id }) => id!);
    // No further than its neighbour's day: the last one has none.
    const last = others.at(-1)!;
    await tom.patch(`/me/events/${last.id}`, at('10:00', '11:00', 'UTC', '2026-04-02'));
    const moved = await changes(tom, first.link);
    expect(removed(moved.items)).toEqual([last.id]);
    await tom.delete(`/me/events/${second!.id}`);
    const struck = await changes(tom, moved.link);
    expect(removed(struck.items)).toContain(second!.id);
    expect(struck.items.filter(({ id }) => id === second!.id)).toHaveLength(1);
    const { recurrence } = (await tom.get(`/me/events/${master!.id}`)).body;
    await tom.patch(`/me/events/${master!.id}`, { recurrence: { range: recurrence!.range, pattern: Object.assign({}, recurrence!.pattern, { interval: 2 }) } });
    const ruled = await changes(tom, struck.link);
    const standing = new Map(ruled.items.map((item) => [item.id, item['@removed'] === undefined]));
    const view = (await tom.get(`/me/calendarView?${march}&$top=50`)).body.value!.map(({ id }) => id);
    expect([...standing].filter(([id, stands]) => stands && id !== master!.id).map(([id]) => id).toSorted()).toEqual(view.toSorted());
    expect([third, ...others].filter((item) => !view.includes(item!.id)).every((item) => standing.get(item!.id) === false)).toBe(true);
  });

  it('tells an attendee of an occurrence that the organiser struck out of the series', async () => {
    const one = world();
    const recurrence = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 4 } };
    const { body } = await one.as('maya').post('/me/events', { subject: 'Daily', ...at('10:00', '11:00'), recurrence, attendees: [attendee('tom')] });
    const first = await token(one.as('tom'));
    const days = (await one.as('maya').get(`/me/events/${body.id}/instances?${march}`)).body.value!;
    await one.as('maya').delete(`/me/events/${days[1]!.id}`);
    await one.as('maya').patch(`/me/events/${body.id}`, { subject: 'Still daily' });
    const told = new Map((await changes(one.as('tom'), first.link)).items.map((item) => [item.id, item]));
    const view = (await one.as('tom').get(`/me/calendarView?${march}`)).body.value!;
    for (const item of first.items.slice(1)) {
      const stands = view.some(({ id }) => id === item.id);
      expect(told.get(item.id)?.['@removed'] === undefined).toBe(stands);
    }
    expect(view).toHaveLength(3);
  });

  it('comes in pages that miss nothing while events change', async () => {
    const maya = world().as('maya');
    const ids: string[] = [];
    for (let day = 1; day <= 9; day++)
      ids.push((await maya.post('/me/events', { subject: `${day}`, ...at('10:00', '11:00', 'UTC', `2026-03-0${day}`) })).body.id!);
    const small = { prefer: 'odata.maxpagesize=4, IdType="ImmutableId"' };
    const page = await maya.get(`/me/calendarView/delta?${march}`, small);
    expect(page.body.value).toHaveLength(4);
    await maya.patch(`/me/events/${ids[8]}`, { subject: 'nine' });
    const seen = new Map<string, string>(page.body.value!.map(({ id, subject }) => [id!, subject!]));
    let { body } = await maya.get(page.body['@odata.nextLink']!, small);
    for (let round = 0; round < 3; round++) {
      for (const { id, subject } of body.value!) seen.set(id!, subject!);
      ({ body } = await maya.get((body['@odata.nextLink'] ?? body['@odata.deltaLink'])!, small));
    }
    expect([...seen.values()].toSorted()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', 'nine']);
  });

  it('answers 410 to a token it does not know any more, and 400 to options it does not take', async () => {
    const one = world();
    const maya = one.as('maya');
    const { link } = await token(maya);
    const unknown = await maya.get('/me/calendarView/delta?$deltatoken=abc');
    expect(unknown).toMatchObject({ status: 410, body: { error: { code: 'SyncStateNotFound' } } });
    expect(unknown.headers.get('location')).toBe('https://graph.microsoft.com/v1.0/me/calendarView/delta');
    one.moveTo('2026-05-01T00:00:00Z');
    expect((await maya.get(link)).status).toBe(410);
    expect((await maya.get(`/me/calendarView/delta?${march}&$select=subject`)).status).toBe(400);
  });
});
