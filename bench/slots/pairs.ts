/** A sample lasts at least this long, so that one pause of the machine does not make it. */
const SAMPLE_MS = 100;

export interface Spread {
  min: number;
  median: number;
  max: number;
}

export interface Compared {
  /** Milliseconds of processor time for one run. */
  ours: Spread;
  theirs: Spread;
  /** Theirs by ours, pair by pair: only this means anything on a noisy machine. */
  ratio: Spread;
}

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0]!, median: sorted[Math.floor(sorted.length / 2)]!, max: sorted.at(-1)! };
}

/** Processor time of this process in ms, collecting garbage included: what else the machine does hardly shows in it. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of processor time for one run of `work`, over at least a sample's time. */
function sample(work: () => unknown): number {
  const began = processorMs();
  let runs = 0;
  // Asking for the time costs a microsecond: ask after 1, 2, 4, 8 ... runs.
  for (let batch = 1; ; batch *= 2) {
    for (let run = 0; run < batch; run++) work();
    runs += batch;
    const passed = processorMs() - began;
    if (passed >= SAMPLE_MS) return passed / runs;
  }
}

/** Pairs of samples, ours first and theirs first in turn (ABBA); both of a pair get the same input. */
export function compare<T>(inputs: T[], pairs: number, ours: (input: T) => unknown, theirs: (input: T) => unknown): Compared {
  for (const input of inputs) for (const warm of [ours, theirs]) sample(() => warm(input));
  const times = Array.from({ length: pairs }, (_, pair) => {
    const input = inputs[pair % inputs.length]!;
    const first = sample(() => (pair % 2 === 0 ? ours : theirs)(input));
    const second = sample(() => (pair % 2 === 0 ? theirs : ours)(input));
    return pair % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first };
  });
  return {
    ours: spreadOf(times.map((time) => time.ours)),
    theirs: spreadOf(times.map((time) => time.theirs)),
    ratio: spreadOf(times.map((time) => time.theirs / time.ours)),
  };
}
