import { useEffect, useState } from 'react';

/** Somebody found or chosen. `objectId` is null for a person outside the organisation. */
export interface Picked {
  objectId: string | null;
  email: string;
  displayName: string;
}

export interface Found extends Picked {
  jobTitle: string | null;
}

export type SearchPeople = (text: string, signal: AbortSignal) => Promise<Found[]>;

export interface SearchState {
  status: 'idle' | 'searching' | 'done' | 'failed';
  people: Found[];
}

/** Long enough that a name typed at ordinary speed asks once. */
const settleMs = 250;

/** People for what is typed, asked when the typing settles; an answer to older text is never shown as the present one's. */
export function usePeopleSearch(text: string, search: SearchPeople): SearchState {
  const [answer, setAnswer] = useState<SearchState & { to: string }>({ to: '', status: 'idle', people: [] });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < fewest) return undefined;
    const ended = new AbortController();
    const keep = (status: SearchState['status'], people: Found[]) => ended.signal.aborted || setAnswer({ to: wanted, status, people });
    const timer = setTimeout(() => {
      search(wanted, ended.signal).then(
        (people) => keep('done', people),
        () => keep('failed', []),
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [wanted, search]);
  if (wanted.length < fewest) return idle;
  return answer.to === wanted ? answer : { status: 'searching', people: answer.people };
}

/** Letters that can mean somebody. */
const fewest = 2;

const idle: SearchState = { status: 'idle', people: [] };

/** What the search says in words, for everybody and read out; empty while there is nothing to say. */
export function searchWords({ status, people }: SearchState, outside: boolean): string {
  if (status === 'searching') return 'Looking …';
  if (status === 'failed') return outside ? 'The directory did not answer. You can type the whole address.' : 'The directory did not answer. Please type on to try again.';
  if (status !== 'done') return '';
  if (people.length > 0) return people.length === 1 ? '1 person found' : `${people.length} people found`;
  return outside ? 'Nobody of that name in your organisation. Type the whole address of somebody outside.' : 'Nobody of that name in your organisation.';
}

/** The typed text as an address, lower-cased, when it looks like one. */
export function typedAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$/.test(address) ? address : null;
}
