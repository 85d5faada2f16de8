/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { Agenda, AgendaItem } from '../../../server/features/agenda/contract.ts';
import { ApiProblem } from '../../../src/api/problem.ts';
import { keptDraft } from '../../../src/components/kept-draft.ts';
import type { Sending } from '../../../src/components/outbox.ts';
import { createSendings } from '../../../src/components/sendings.ts';
import { overlay } from '../../../src/features/agenda/overlay.ts';

const item = (id: string, more: Partial<AgendaItem> = {}): AgendaItem => ({ id, text: id, state: 'open', by: 'client', source: 'typed', prompt: null, version: 1, ...more });
const agenda = (items: AgendaItem[], more: Partial<Agenda> = {}): Agenda => ({
  id: 'a', engagementId: 'e', session: null, closed: false, version: 1, sharing: 'auto', readable: true, opensAt: null, blank: items.length === 0, help: '', items, can: { change: true, propose: false }, ...more,
});
const at = '/api/engagements/e/agenda';
const adding = (id: string): Sending => ({ key: `add ${id}`, method: 'post', path: `${at}/items`, body: { id, text: id } });
const changing = (id: string, body: object): Sending => ({ key: `change ${id} ${JSON.stringify(body)}`, method: 'patch', path: `${at}/items/${id}`, body });
const ordering = (ids: string[]): Sending => ({ key: 'order', method: 'put', path: `${at}/order`, body: { ids } });
const removing = (id: string): Sending => ({ key: `remove ${id}`, method: 'delete', path: `${at}/items/${id}`, body: null });

it('shows at once what was added, changed, ordered and taken away, marked as on its way', () => {
  const { items, blank } = overlay(agenda([item('one'), item('two')]), [adding('three'), changing('three', { version: 1, state: 'parked' }), changing('one', { version: 1, text: 'One' }), removing('two'), ordering(['three', 'one'])]);
  expect(items).toEqual([{ ...item('three', { state: 'parked', version: 2 }), pending: true }, { ...item('one', { text: 'One', version: 2 }), pending: true }]);
  expect(blank).toBe(false);
  expect(overlay(agenda([]), [adding('first')]).blank).toBe(false);
});

it('shows a coach’s item as a proposal, and one that has arrived once', () => {
  const can = { change: false, propose: true };
  expect(overlay(agenda([], { can }), [adding('x')]).items).toEqual([expect.objectContaining({ id: 'x', state: 'proposed', by: 'coach' })]);
  expect(overlay(agenda([item('x')]), [adding('x')]).items).toEqual([item('x')]);
});

it('counts versions on as the server does, so that what follows comes on top', () => {
  const once = overlay(agenda([item('one', { version: 4 })]), [changing('one', { version: 4, state: 'done' })]).items[0]!;
  expect(once.version).toBe(5);
  expect(overlay(agenda([item('one', { version: 4 })]), [changing('one', { version: 4, state: 'open' })]).items[0]!.version).toBe(4);
});

/** A server that answers in turn, and a place where a browser keeps things. */
function world(answers: (ApiProblem | object)[], place: Map<string, string>) {
  const sent: string[] = [];
  const storage = { getItem: (key: string) => place.get(key) ?? null, setItem: (key: string, value: string) => void place.set(key, value), removeItem: (key: string) => void place.delete(key) } as unknown as Storage;
  const take = async (what: string) => {
    const answer = answers.shift() ?? {};
    sent.push(what);
    if (answer instanceof ApiProblem) throw answer;
    return answer;
  };
  const api = { post: (_path: string, body: { id: string }) => take(`post ${body.id}`), patch: (path: string) => take(`patch ${path.split('/').at(-1)}`) } as never;
  const sendings = createSendings<object>({ api, kept: keptDraft('t', () => storage), theirsIn: ({ details }) => details['theirs'] as object | undefined });
  return { sendings, sent };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

it('keeps what was typed without a connection while the panel is closed, and sends it once when it is opened again', async () => {
  const place = new Map<string, string>();
  const first = world([new ApiProblem('offline', 'No.')], place);
  const close = first.sendings.open(() => undefined);
  first.sendings.send(adding('x'));
  await settled();
  close();
  const second = world([], place);
  expect(overlay(agenda([]), second.sendings.read().waiting).items).toEqual([expect.objectContaining({ id: 'x', pending: true })]);
  const answers: unknown[] = [];
  const closeSecond = second.sendings.open((answer) => answers.push(answer));
  await settled();
  expect([first.sent, second.sent, answers]).toEqual([['post x'], ['post x'], [{}]]);
  expect([second.sendings.read().waiting, place.size]).toEqual([[], 0]);
  closeSecond();
});

it('shows both wordings after a conflict until the person chooses, and the words of what was refused', async () => {
  const theirs = { text: 'Theirs', version: 7 };
  const { sendings } = world([new ApiProblem('conflict', 'Meanwhile.', { status: 409, details: { theirs } }), new ApiProblem('conflict', 'Full.', { status: 409 })], new Map());
  const close = sendings.open(() => undefined);
  const mine = changing('x', { version: 1, text: 'Mine' });
  sendings.send(mine);
  await settled();
  expect(sendings.read().conflicts).toEqual([{ mine, theirs }]);
  sendings.settle(sendings.read().conflicts[0]!);
  sendings.send(adding('y'));
  await settled();
  expect([sendings.read().conflicts, sendings.read().refusal]).toMatchObject([[], { mine: adding('y'), problem: { message: 'Full.' } }]);
  close();
});
