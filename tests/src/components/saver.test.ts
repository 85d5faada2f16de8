import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiProblem } from '../../../src/api/problem.ts';
import type { KeptDraft } from '../../../src/components/kept-draft.ts';
import { Saver, type Versioned } from '../../../src/components/saver.ts';
import { unsent } from '../../../src/components/unsent.ts';

const offline = () => new ApiProblem('offline', 'No connection.');
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

/** A server that counts versions as ours does, and whose answers, or requests, may get lost. */
class Kept {
  at: Versioned = { text: '', version: 0 };
  lose: 'nothing' | 'request' | 'answer' = 'nothing';
  sent = 0;

  async save(text: string, version: number): Promise<Versioned> {
    this.sent += 1;
    if (this.lose === 'request') throw offline();
    if (text !== this.at.text) {
      if (version !== this.at.version) throw new ApiProblem('conflict', 'Elsewhere.', { status: 409, details: { theirs: this.at } });
      this.at = { text, version: version + 1 };
    }
    if (this.lose === 'answer') throw offline();
    return this.at;
  }
}

function draft(): KeptDraft<Versioned> & { value: Versioned | null } {
  const one = {
    value: null as Versioned | null,
    read: () => one.value,
    write: (value: Versioned) => void (one.value = value),
    forget: () => void (one.value = null),
  };
  return one;
}

function saverOn(server: Kept, kept = draft(), first: Versioned = server.at) {
  let due: (() => void) | null = null;
  const later = (work: () => void) => {
    due = work;
    return () => {
      due = null;
    };
  };
  const saver = new Saver({ first, send: (text, version) => server.save(text, version), kept, changed: () => undefined, later });
  /** Lets the time pass for which it waits. */
  const wait = async (): Promise<void> => {
    const work = due;
    due = null;
    work?.();
    await settle();
  };
  return { saver, kept, wait, isWaiting: () => due !== null };
}

describe('a text that saves itself', () => {
  it('sends what was typed once it is quiet, and only the last of it', async () => {
    const server = new Kept();
    const { saver, wait } = saverOn(server);
    for (const text of ['a', 'ab', 'abc']) saver.type(text);
    expect([saver.now().state, server.sent]).toEqual(['unsaved', 0]);
    await wait();
    expect([saver.now().state, server.at, server.sent]).toEqual(['saved', { text: 'abc', version: 1 }, 1]);
  });

  it('keeps what is typed without a connection, tries again, and never doubles it', async () => {
    const server = new Kept();
    const { saver, kept, wait } = saverOn(server);
    server.lose = 'request';
    saver.type('in a tunnel');
    await wait();
    await wait();
    expect([saver.now().state, saver.now().text, kept.value]).toEqual(['offline', 'in a tunnel', { text: 'in a tunnel', version: 0 }]);
    server.lose = 'answer';
    await wait();
    expect([saver.now().state, server.at.version]).toEqual(['offline', 1]);
    server.lose = 'nothing';
    saver.flush();
    await wait();
    expect([saver.now().state, server.at, kept.value]).toEqual(['saved', { text: 'in a tunnel', version: 1 }, null]);
  });

  it('goes on after a reload with what was not sent', async () => {
    const server = new Kept();
    server.lose = 'request';
    const before = saverOn(server);
    before.saver.type('half a thought');
    await before.wait();
    server.lose = 'nothing';
    const after = saverOn(server, before.kept);
    expect([after.saver.now().text, after.saver.now().state]).toEqual(['half a thought', 'unsaved']);
    await after.wait();
    expect([server.at.text, after.kept.value]).toEqual(['half a thought', null]);
  });

  it.each(['mine', 'theirs'] as const)('shows both texts when another window saved one, until the person chooses: %s', async (whose) => {
    const server = new Kept();
    const { saver, wait, isWaiting } = saverOn(server);
    server.at = { text: 'theirs', version: 1 };
    saver.type('mine');
    await wait();
    expect([saver.now().state, saver.now().text, saver.now().theirs]).toEqual(['conflict', 'mine', { text: 'theirs', version: 1 }]);
    saver.type('mine, still');
    expect([isWaiting(), server.at.text]).toEqual([false, 'theirs']);
    saver.choose(whose);
    await wait();
    expect([saver.now().state, server.at.text, saver.now().text]).toEqual(whose === 'mine' ? ['saved', 'mine, still', 'mine, still'] : ['saved', 'theirs', 'theirs']);
  });

  it('says what was refused and does not try that again by itself', async () => {
    const { saver, wait, isWaiting } = saverOn(Object.assign(new Kept(), { save: async () => Promise.reject(new ApiProblem('invalid-request', 'Too long.', { status: 400 })) }));
    saver.type('too long');
    await wait();
    expect([saver.now().state, saver.now().problem?.message, isWaiting()]).toEqual(['refused', 'Too long.', false]);
  });

  it('ends with what was typed last, whatever got lost on the way', async () => {
    const step = fc.record({ text: fc.option(fc.constantFrom('a', 'b', 'c', '')), lose: fc.constantFrom('nothing', 'request', 'answer') });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const server = new Kept();
      const { saver, wait } = saverOn(server);
      for (const { text, lose } of steps) {
        server.lose = lose as Kept['lose'];
        if (text !== null) saver.type(text);
        await wait();
      }
      server.lose = 'nothing';
      saver.flush();
      for (let turn = 0; turn < 3; turn += 1) await wait();
      const last = steps.findLast(({ text }) => text !== null)?.text ?? '';
      expect([saver.now().state, server.at.text]).toEqual(['saved', last]);
    }));
  });
});

describe('what is not sent yet', () => {
  it('is kept in the page where storage is forbidden', () => {
    const forbidden = () => {
      throw new Error('The browser forbids it.');
    };
    unsent<string>('one', forbidden).write('kept');
    expect(unsent<string>('one', forbidden).read()).toBe('kept');
    unsent<string>('one', forbidden).forget();
    expect(unsent<string>('one', forbidden).read()).toBeNull();
  });
});
