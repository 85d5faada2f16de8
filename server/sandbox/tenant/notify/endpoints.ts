/** What the service makes of an endpoint by how it answered lately. */
export type Standing = 'well' | 'slow' | 'dropped';

/** How endpoints answered in the last ten minutes. Forgotten when the process ends, as the service forgets it in ten minutes. */
export interface Endpoints {
  note(url: string, at: number, unanswered: boolean): void;
  standing(url: string, at: number): Standing;
}

const WINDOW = 600_000;
/** Fewer answers than this say nothing. Microsoft names no number; without one, a single pause would silence a quiet endpoint. */
const LEAST_ANSWERS = 10;
/** Shares of answers in the window that did not come in time. */
const SLOW = 0.1;
const DROPPED = 0.15;

/** Nothing known of any endpoint. */
export function createEndpoints(): Endpoints {
  const answers = new Map<string, { at: number; unanswered: boolean }[]>();
  const recent = (url: string, at: number): { at: number; unanswered: boolean }[] => (answers.get(url) ?? []).filter((one) => one.at > at - WINDOW);
  return {
    note(url, at, unanswered) {
      answers.set(url, [...recent(url, at), { at, unanswered }]);
    },
    standing(url, at) {
      const known = recent(url, at);
      const share = known.filter(({ unanswered }) => unanswered).length / known.length;
      if (known.length < LEAST_ANSWERS || share <= SLOW) return 'well';
      return share <= DROPPED ? 'slow' : 'dropped';
    },
  };
}
