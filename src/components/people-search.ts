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

/** People for what is typed, asked when the typing settles; an answer to older text is never shown. */
export function usePeopleSearch(text: string, search: SearchPeople): SearchState {
  const [state, setState] = useState<SearchState>({ status: 'idle', people: [] });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < 2) return setState({ status: 'idle', people: [] });
    const ended = new AbortController();
    setState((was) => ({ ...was, status: 'searching' }));
    const timer = setTimeout(() => {
      search(wanted, ended.signal).then(
        (people) => ended.signal.aborted || setState({ status: 'done', people }),
        () => ended.signal.aborted || setState({ status: 'failed', people: [] }),
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [wanted, search]);
  return state;
}

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
