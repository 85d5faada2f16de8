/** A journey's steps, each counting as one test. */
export interface Steps {
  /**
   * Runs one step and says how it went. Steps follow from each other: once one has failed, later ones are told as failed without
   * being tried, unless they are `apart`.
   */
  step(name: string, work: () => Promise<void>, options?: { apart: boolean }): Promise<void>;
  summary(): { passed: number; failed: number };
}

/** Starts counting. `afterFailure` gets the name of a failed step, e.g. to keep a picture of the screen. */
export function createSteps(say: (line: string) => void, afterFailure: (name: string) => Promise<void>): Steps {
  const count = { passed: 0, failed: 0 };
  let broken: string | null = null;
  const fail = (name: string, why: string): void => {
    count.failed += 1;
    say(`FAILED  ${name}\n${why.replaceAll(/^/gm, '        ')}`);
  };
  return {
    async step(name, work, { apart } = { apart: false }) {
      if (broken !== null && !apart) return fail(name, `not reached, because this failed: ${broken}`);
      const began = performance.now();
      try {
        await work();
        count.passed += 1;
        say(`ok      ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      } catch (error) {
        fail(name, error instanceof Error ? error.message : String(error));
        await afterFailure(name).catch(() => undefined);
        if (!apart) broken = name;
      }
    },
    summary: () => ({ ...count }),
  };
}

/** Throws with `words` unless it holds. */
export function expect(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}
