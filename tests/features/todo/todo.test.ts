import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { todoSync } from '../../../server/features/todo/jobs.ts';
import { play, type Play } from './play.ts';

let p: Play;
beforeAll(async () => {
  p = await play();
});
beforeEach(() => p.fresh());
afterAll(() => p.api.close());

/** Tasks of the list by title: a batch makes several at once, in any order. */
const tasks = (one = p) => one.list()?.tasks.map(({ title, due, status }) => ({ title, due, done: status === 'completed' })).toSorted((a, b) => (a.title < b.title ? -1 : 1)) ?? null;
const fault = (given: object) => p.api.simulation.faults.add([given as never]);
/** Long enough for To Do to be read again. */
const later = async (): Promise<string[]> => {
  p.wait(1500);
  return p.bring();
};

describe('from here to To Do', () => {
  it('makes one list with what was taken on, in three requests, and changes in two', async () => {
    const a = await p.add('Ask Sam', '2026-03-13');
    await p.add('Walk daily');
    await p.add('Only proposed', null, p.ines);
    expect(await p.bring()).toEqual(['GET /todo/lists', 'POST /todo/lists', 'POST /$batch']);
    expect(p.list()).toMatchObject({ name: 'Fieldwork', tasks: expect.arrayContaining([expect.objectContaining({ title: 'Ask Sam', due: '2026-03-13', linked: [{ externalId: a.id, applicationName: 'Fieldwork', webUrl: expect.stringContaining('teams.microsoft.com/l/entity') }].map((one) => expect.objectContaining(one)) })]) });
    expect(tasks()).toEqual([{ title: 'Ask Sam', due: '2026-03-13', done: false }, { title: 'Walk daily', due: null, done: false }]);
    expect(await p.bring()).toEqual([]);
    await p.patch(a, { text: 'Ask Sam and Lee', due: '2026-03-20' });
    await p.step(a, 'tick');
    expect(await p.bring()).toEqual(['GET /todo/lists/*/tasks/delta', 'POST /$batch']);
    expect(tasks()).toEqual([{ title: 'Ask Sam and Lee', due: '2026-03-20', done: true }, { title: 'Walk daily', due: null, done: false }]);
    expect(await p.bring()).toEqual([]);
  });

  it('takes away what is dropped or removed, and brings back what is restored', async () => {
    const [a, b] = [await p.add('A'), await p.add('B')];
    await p.bring();
    await p.step(a, 'drop');
    await p.step(b, 'remove');
    await p.bring();
    expect(tasks()).toEqual([]);
    await p.step(b, 'restore');
    await p.step(a, 'reopen');
    await p.bring();
    expect(tasks()!.map(({ title }) => title)).toEqual(['A', 'B']);
  });

  it('writes many in batches of twenty, each once', async () => {
    for (let count = 0; count < 45; count += 1) await p.add(`Line ${count}`);
    expect((await p.bring()).filter((one) => one === 'POST /$batch')).toHaveLength(3);
    expect(new Set(tasks()!.map(({ title }) => title)).size).toBe(45);
  });

  it('keeps long and odd wordings as they are here, and does not take a shortened title for a change', async () => {
    const long = `${'é'.repeat(480)} 🙂`;
    const line = await p.add(long);
    const odd = ['<b>bold</b>', 'اطلب رأي الفريق', '🙂🙂', '写信给团队', "';--"];
    for (const text of odd) await p.add(text);
    await p.bring();
    const shortened = `${'é'.repeat(254)}…`;
    expect(p.list()!.tasks.find(({ title }) => title === shortened)).toMatchObject({ body: { content: long } });
    expect(tasks()!.map(({ title }) => title)).toEqual([...odd, shortened].toSorted((a, b) => (a < b ? -1 : 1)));
    await later();
    expect((await p.read(line)).text).toBe(long);
  });

  it('leaves the coach’s own To Do alone', async () => {
    await p.step(await p.add('From the coach', null, p.ines), 'accept');
    await p.bring();
    expect(p.api.simulation.tenant.state.size('todoTask')).toBe(1);
    expect(tasks()).toEqual([{ title: 'From the coach', due: null, done: false }]);
    expect((await p.ines.get('/api/todo')).status).toBe(404);
  });
});

describe('from To Do to here', () => {
  it.each([
    [{ done: true }, { state: 'done' }],
    [{ title: 'Ask Kim' }, { text: 'Ask Kim', state: 'open' }],
    [{ due: '2026-04-01' }, { dueOn: '2026-04-01', slips: 0 }],
    [{ due: null }, { dueOn: null }],
    [{ done: true, title: 'All of it', due: '2026-03-09' }, { text: 'All of it', state: 'done', dueOn: '2026-03-09' }],
  ])('takes in %j in one request, once', async (act, wanted) => {
    const line = await p.add('Ask Sam', '2026-03-13');
    await p.bring();
    p.does('Ask Sam', act);
    expect(await later()).toEqual(['GET /todo/lists/*/tasks/delta']);
    const { version } = await p.read(line);
    expect(await p.read(line)).toMatchObject(wanted);
    expect(await later()).toEqual(['GET /todo/lists/*/tasks/delta']);
    expect((await p.read(line)).version).toBe(version);
  });

  it('opens again here what is opened again there', async () => {
    const line = await p.add('Ask Sam');
    await p.bring();
    p.does('Ask Sam', { done: true });
    await later();
    p.does('Ask Sam', { done: false });
    await later();
    expect(await p.read(line)).toMatchObject({ state: 'open', doneAt: null });
  });

  it('cleans what cannot be words here, and puts ours back where none are left', async () => {
    const [a, b] = [await p.add('A'), await p.add('B')];
    await p.bring();
    p.does('A', { title: ' one\n\ttwo\u0000 ' });
    p.does('B', { title: '\u0007\u2028' });
    await later();
    expect([(await p.read(a)).text, (await p.read(b)).text]).toEqual(['one two', 'B']);
    expect(tasks()!.map(({ title }) => title)).toEqual([' one\n\ttwo\u0000 ', 'B']);
    expect((await later())).toHaveLength(1);
  });

  it('keeps a list that was renamed, and starts over when Graph forgot where we were', async () => {
    const [a, b] = [await p.add('A'), await p.add('B')];
    await p.bring();
    await later();
    p.renameList('My coaching');
    p.does('A', { done: true });
    p.does('B', 'delete');
    fault({ match: 'GET /me/todo/lists/*', fault: 'delta-gone', times: 1 });
    await later();
    expect((await p.read(a)).state).toBe('done');
    expect((await p.todo()).lines.find(({ commitmentId }) => commitmentId === b.id)).toMatchObject({ state: 'removed' });
    expect(p.list()!.name).toBe('My coaching');
  });
});

describe('both at once', () => {
  it('takes each field from the side that changed it', async () => {
    const line = await p.add('Ask Sam', '2026-03-13');
    await p.bring();
    p.does('Ask Sam', { title: 'Ask Kim', done: true });
    await p.patch(line, { due: '2026-03-20' });
    await p.bring();
    expect(await p.read(line)).toMatchObject({ text: 'Ask Kim', dueOn: '2026-03-20', state: 'done' });
    expect(tasks()).toEqual([{ title: 'Ask Kim', due: '2026-03-20', done: true }]);
  });

  it.each([['text', 'here'], ['text', 'there'], ['due', 'here'], ['due', 'there']] as const)('keeps both versions of the %s until the client takes the one %s', async (field, take) => {
    const line = await p.add('Ask Sam', '2026-03-13');
    await p.bring();
    p.does('Ask Sam', field === 'text' ? { title: 'There' } : { due: '2026-03-30' });
    await p.patch(line, field === 'text' ? { text: 'Here' } : { due: '2026-03-20' });
    await p.bring();
    const [here, there] = field === 'text' ? ['Here', 'There'] : ['2026-03-20', '2026-03-30'];
    expect((await p.todo()).lines[0]!.differences).toEqual([{ field, here, there }]);
    const sides = async () => (field === 'text' ? [(await p.read(line)).text, tasks()![0]!.title] : [(await p.read(line)).dueOn, tasks()![0]!.due]);
    expect(await sides()).toEqual([here, there]);
    expect((await p.amina.post(`/api/todo/lines/${line.id}/version`, { field, take })).status).toBe(200);
    await p.bring();
    const taken = take === 'here' ? here : there;
    expect(await sides()).toEqual([taken, taken]);
    expect((await p.todo()).lines[0]!.differences).toEqual([]);
  });

  it('sees no difference where both made the same change', async () => {
    const line = await p.add('Ask Sam');
    await p.bring();
    p.does('Ask Sam', { title: 'Ask Kim', done: true });
    await p.patch(line, { text: 'Ask Kim' });
    await p.step(line, 'tick');
    expect(await p.bring()).toEqual(['GET /todo/lists/*/tasks/delta']);
    expect((await p.todo()).lines[0]).toMatchObject({ state: 'there', differences: [] });
  });
});

describe('deleted there', () => {
  const asked = async () => {
    const line = await p.add('Ask Sam');
    await p.bring();
    p.does('Ask Sam', 'delete');
    await later();
    expect((await p.todo()).lines).toMatchObject([{ commitmentId: line.id, state: 'removed' }]);
    expect(await p.read(line)).toMatchObject({ state: 'open' });
    return line;
  };
  const answer = async (line: { id: string }, said: string) => {
    expect((await p.amina.post(`/api/todo/lines/${line.id}/removed`, { answer: said })).status).toBe(200);
    await p.bring();
  };

  it('is dropped here only when the client says so', async () => {
    const line = await asked();
    await answer(line, 'drop');
    expect(await p.read(line)).toMatchObject({ state: 'dropped' });
    expect([(await p.todo()).lines, tasks()]).toEqual([[], []]);
  });

  it('stays here without To Do when they say so, and is asked once', async () => {
    const line = await asked();
    await answer(line, 'keep');
    await p.patch(line, { text: 'Ask Sam, again' });
    await later();
    expect((await p.todo()).lines).toMatchObject([{ state: 'apart' }]);
    expect(tasks()).toEqual([]);
    await answer(line, 'drop');
    expect(await p.read(line)).toMatchObject({ state: 'open' });
  });

  it('goes back when they say so, and asks nothing about what is over here', async () => {
    const line = await asked();
    await answer(line, 'again');
    expect(tasks()).toEqual([{ title: 'Ask Sam', due: null, done: false }]);
    await p.step(line, 'tick');
    await p.bring();
    p.does('Ask Sam', 'delete');
    await later();
    expect((await p.todo()).lines).toEqual([]);
  });

  it.each(['again', 'off'])('asks once about the whole list, answered %s', async (said) => {
    const [a] = [await p.add('A'), await p.add('B')];
    await p.bring();
    p.deleteList();
    await p.step(a, 'tick');
    await p.bring();
    expect(await p.todo()).toMatchObject({ state: 'list-removed', wanted: true });
    expect(await later()).toEqual([]);
    expect((await p.amina.post('/api/todo/list', { answer: said })).status).toBe(200);
    await p.bring();
    expect(tasks()).toEqual(said === 'again' ? [{ title: 'B', due: null, done: false }] : null);
    expect(await p.todo()).toMatchObject({ wanted: said === 'again', state: said === 'again' ? 'fine' : 'off' });
  });
});

describe('bad days', () => {
  it.each([
    ['the list’s making is not answered', { match: 'POST /me/todo/lists', fault: 'drop-response', times: 1 }],
    ['a task’s making is not answered', { match: 'POST /me/todo/lists/*', fault: 'drop-response', times: 1 }],
    ['the whole batch is not answered', { match: 'POST /$batch', fault: 'drop-response', times: 1 }],
    ['one of the batch is throttled', { match: 'POST /me/todo/lists/*', fault: '429', times: 1, retryAfter: 7 }],
    ['Microsoft is down for a while', { match: '*', fault: '503', times: 6, retryAfter: 30 }],
    ['nothing is reached', { match: '*', fault: 'offline', times: 3 }],
    ['a gateway gives up', { match: 'POST /me/todo/lists/*', fault: '504', times: 2 }],
  ])('makes everything once although %s', async (_why, given) => {
    const lines = [await p.add('A'), await p.add('B'), await p.add('C')];
    fault(given);
    await p.bring();
    expect((await p.todo()).state).toBe('waiting');
    expect((await p.read(lines[0]!)).state).toBe('open');
    for (let tries = 0; tries < 8; tries += 1) {
      p.wait(31);
      await p.bring();
    }
    expect(tasks()!.map(({ title }) => title)).toEqual(['A', 'B', 'C']);
    expect(p.api.simulation.tenant.state.size('todoList')).toBe(2);
    expect(await p.todo()).toMatchObject({ state: 'fine', lines: [{ state: 'there' }, { state: 'there' }, { state: 'there' }] });
  });

  it('says that a permission is missing, lets everything else work, and goes on once it is there', async () => {
    fault({ match: '*', fault: 'consent-revoked' });
    const line = await p.add('A');
    await p.bring();
    expect(await p.todo()).toMatchObject({ state: 'consent-missing', permission: 'Tasks.ReadWrite.All' });
    await p.step(line, 'tick');
    await p.step(line, 'untick');
    expect(await p.bring()).toEqual([]);
    p.api.simulation.faults.clear();
    p.wait(61);
    await p.bring();
    expect(tasks()).toEqual([{ title: 'A', due: null, done: false }]);
  });

  it('is done once by two workers at once, and by a job that runs twice', async () => {
    await p.add('A');
    const work = () => todoSync(p.api.context).runDue(p.api.context.clock.now());
    await Promise.all([work(), work(), work()]);
    await work();
    expect(tasks()).toHaveLength(1);
  });

  it('goes on where a killed worker stopped', async () => {
    await p.add('A');
    // As it is when the process ended after the task was made and before its answer was noted.
    await p.bring();
    await p.api.context.db.system((tx) => tx.query(`update todo_tasks set task_id = null`));
    await p.api.context.db.system((tx) => tx.query(`update todo_lists set claimed_until = $1, due_at = $1`, [new Date(p.api.context.clock.now().getTime() + 60_000)]));
    expect(await p.bring()).toEqual([]);
    p.wait(2);
    expect(await p.bring()).toEqual(['GET /todo/lists/*/tasks/delta', 'GET /todo/lists/*/tasks']);
    expect(tasks()).toHaveLength(1);
  });

  it('takes away what was dropped before its making was answered', async () => {
    const line = await p.add('A');
    fault({ match: 'POST /$batch', fault: 'drop-response', times: 1 });
    await p.bring();
    await p.step(line, 'drop');
    p.wait(5);
    await p.bring();
    expect(tasks()).toEqual([]);
  });
});

describe('the switch', () => {
  it('leaves tasks as they are when off, and compares both sides when on again', async () => {
    const line = await p.add('A');
    await p.bring();
    expect((await p.amina.put('/api/todo', { wanted: false })).body).toMatchObject({ wanted: false, state: 'off' });
    await p.patch(line, { text: 'A, changed' });
    p.does('A', { done: true });
    expect(await later()).toEqual([]);
    expect((await p.read(line)).state).toBe('open');
    await p.amina.put('/api/todo', { wanted: true });
    await p.bring();
    expect(await p.read(line)).toMatchObject({ text: 'A, changed', state: 'done' });
    expect(tasks()).toEqual([{ title: 'A, changed', due: null, done: true }]);
  });

  it('is the client’s alone', async () => {
    for (const name of ['ines', 'marcus', 'lena', 'omar']) {
      const who = await p.api.as(name);
      expect((await who.get('/api/todo')).status).toBe(404);
      expect((await who.put('/api/todo', { wanted: false })).status).toBe(404);
    }
    const line = await p.add('A');
    expect((await (await p.api.as('ines')).post(`/api/todo/lines/${line.id}/removed`, { answer: 'drop' })).status).toBe(404);
  });
});

describe('time', () => {
  let one: Play;
  beforeEach(async () => {
    one = await play();
  });
  afterEach(() => one.api.close());

  it('is read at once when the client looks, before a due day ends and before a session, else ever more rarely', async () => {
    const line = await one.add('Ask Sam', '2026-03-03');
    await one.bring();
    one.wait(1);
    await one.todo();
    expect(await one.bring()).toEqual(['GET /todo/lists/*/tasks/delta']);
    await one.api.passTime('2026-03-03T23:57:00Z');
    one.does('Ask Sam', { done: true });
    await one.api.passTime('2026-03-04T00:05:00Z');
    expect(await one.read(line)).toMatchObject({ state: 'done', slips: 0 });
    await one.add('Something else');
    one.api.simulation.traffic.clear();
    await one.api.passTime('2026-03-07T00:05:00Z');
    let text = '';
    for await (const chunk of one.api.simulation.traffic.stream()) text += String(chunk);
    const reads = text.split('\n').filter((one) => one.includes('/tasks/delta')).length;
    expect(reads).toBeGreaterThan(15);
    expect(reads).toBeLessThan(40);
  });

  it('rests while the engagement is paused, and leaves what is there when it ends', async () => {
    const line = await one.add('A');
    await one.bring();
    await one.amina.post(`/api/engagements/${one.engagementId}/pause`, { until: '2026-04-01' });
    one.does('A', { done: true });
    one.wait(1500);
    await one.bring();
    expect((await one.read(line)).state).toBe('open');
    await one.amina.post(`/api/engagements/${one.engagementId}/resume`);
    one.wait(24 * 60);
    await one.bring();
    expect((await one.read(line)).state).toBe('done');
    await one.amina.post(`/api/engagements/${one.engagementId}/end`);
    one.does('A', { title: 'Mine now' });
    one.wait(1500);
    await one.bring();
    expect(tasks(one)).toEqual([{ title: 'Mine now', due: null, done: true }]);
  });
});
