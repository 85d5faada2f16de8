/** @jest-environment node */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../../src/api/problem.ts';
import { createServerDrafts } from '../../../src/components/server-drafts.ts';

/** The server's drafts, a timer that is run by hand, and what was asked. */
function world(kept: Record<string, string> = {}) {
  const asked: string[] = [];
  const timers = new Set<() => void>();
  const state = { offline: false, slow: null as Promise<void> | null };
  const answer = async (what: string) => {
    asked.push(what);
    await state.slow;
    if (state.offline) throw new ApiProblem('offline', 'No connection.');
  };
  const placeOf = (path: string) => new URLSearchParams(path.split('?')[1]).get('place')!;
  const api = {
    get: async (path: string) => (await answer(`read ${placeOf(path)}`), { content: kept[placeOf(path)] ?? null, changedAt: null }),
    put: async (_path: string, body: unknown) => {
      const { place, content } = body as { place: string; content: string };
      await answer(`keep ${place} ${content}`);
      if (content === 'refused') throw new ApiProblem('invalid-request', 'Too long.', { status: 400 });
      kept[place] = content;
    },
    delete: async (path: string) => {
      await answer(`forget ${placeOf(path)}`);
      delete kept[placeOf(path)];
    },
  };
  const later = (work: () => void) => {
    timers.add(work);
    return () => timers.delete(work);
  };
  /** Time passes: everything that is due is done. */
  const pass = async () => {
    for (const work of Array.from(timers)) {
      timers.delete(work);
      work();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  owners += 1;
  const parts = { api: api as never, owner: `person ${owners}`, later };
  return { kept, asked, timers, state, pass, parts, drafts: createServerDrafts(parts) };
}
/** What waits in this page's memory is by owner. */
let owners = 0;

let here: ReturnType<typeof world>;
beforeEach(() => {
  here = world({ 'book.1': 'from another machine' });
});

describe('drafts on the server', () => {
  it('are read, and written a moment after the last change, only the newest', async () => {
    const { drafts, asked, pass, kept } = here;
    expect([await drafts.read('book.1'), await drafts.read('book.2')]).toEqual(['from another machine', null]);
    drafts.write('book.2', 'a');
    drafts.write('book.2', 'ab');
    expect(asked).toEqual(['read book.1', 'read book.2']);
    await pass();
    expect([asked.slice(2), kept['book.2'], here.timers.size]).toEqual([['keep book.2 ab'], 'ab', 0]);
  });

  it('are there at once although not sent yet, also in a screen that is made anew', async () => {
    here.drafts.write('book.1', 'typed here');
    expect(await here.drafts.read('book.1')).toBe('typed here');
    const again = createServerDrafts(here.parts);
    expect(await again.read('book.1')).toBe('typed here');
    await here.pass();
    expect([here.kept['book.1'], await again.read('book.1')]).toEqual(['typed here', 'typed here']);
  });

  it('change while one is under way: the later goes after it, and is what stays', async () => {
    let finish = (): void => undefined;
    here.state.slow = new Promise((resolve) => (finish = resolve));
    here.drafts.write('form', 'first');
    await here.pass();
    here.drafts.write('form', 'second');
    await here.pass();
    finish();
    await here.pass();
    await here.pass();
    await here.pass();
    expect([here.asked, here.kept['form']]).toEqual([['keep form first', 'keep form second'], 'second']);
  });

  it('are forgotten once they are sent; where nothing was, nothing is asked', async () => {
    here.drafts.forget('book.9');
    await here.drafts.read('book.1');
    here.drafts.forget('book.1');
    expect(await here.drafts.read('book.1')).toBeNull();
    await here.pass();
    expect([here.asked, here.kept]).toEqual([['read book.1', 'forget book.1'], {}]);
  });

  it('wait for the connection, and a thing that is done does not come back when the screen does before it', async () => {
    here.state.offline = true;
    await here.drafts.read('book.1');
    here.drafts.write('book.1', 'nearly');
    await here.pass();
    here.drafts.forget('book.1');
    await here.pass();
    const again = createServerDrafts(here.parts);
    expect([await again.read('book.1'), await again.read('book.2')]).toEqual([null, null]);
    here.state.offline = false;
    await here.pass();
    expect([here.kept['book.1'], await again.read('book.1')]).toEqual([undefined, null]);
  });

  it('that the server does not take are not sent for ever', async () => {
    here.drafts.write('form', 'refused');
    await here.pass();
    await here.pass();
    expect([here.asked, here.timers.size]).toEqual([['keep form refused'], 0]);
  });

  it('go at once when the page is left', async () => {
    here.drafts.write('form', 'in a hurry');
    here.drafts.flush();
    await here.pass();
    expect(here.kept['form']).toBe('in a hurry');
  });
});
