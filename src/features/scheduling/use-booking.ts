import { useState } from 'react';
import type { BookSession, MoveSession, Session, Slot } from '../../../server/features/scheduling/contract.ts';
import { newId } from '../../api/ids.ts';
import type { Api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { minutesOf } from './slot-days.ts';
import type { Wish } from './wish.ts';

interface Choice {
  api: Api;
  engagementId: string;
  moving: Pick<Session, 'id' | 'version' | 'reschedule'> | null;
  wish: Pick<Wish, 'kind' | 'relax'>;
  slot: Slot;
}

/**
 * Books one chosen slot, or moves a session to it. The id is made once for the choice: pressing again, also after an answer that
 * never came, books no second time.
 */
export function useBooking(choice: Choice) {
  const [id] = useState(newId);
  const action = useAction((agenda: string) => send(choice, id, agenda));
  return { book: action.run, busy: action.busy, problem: action.problem };
}

function send({ api, engagementId, moving, wish, slot }: Choice, id: string, agenda: string): Promise<Session> {
  const time = { start: slot.start, minutes: minutesOf(slot), relax: wish.relax };
  if (moving) return api.post<Session>(`/api/sessions/${moving.id}/move`, { ...time, version: moving.version, ...(moving.reschedule.move === 'ask' && { comment: agenda }) } satisfies MoveSession);
  return api.post<Session>(`/api/engagements/${engagementId}/sessions`, { ...time, id, kind: wish.kind, agenda } satisfies BookSession);
}

export interface Taken {
  /** Display names; empty when it is a rule or another session. */
  blockedBy: string[];
  /** The rule of the engagement that the time is against, in a sentence. */
  rule: string | null;
  slots: Slot[];
}

/** Who took the time, and what is free instead; null when the problem is another one. */
export function takenOf(problem: Pick<ApiProblem, 'code' | 'details'> | null): Taken | null {
  if (problem?.code !== 'slot-taken') return null;
  const { blockedBy, rule, slots } = problem.details;
  return {
    blockedBy: Array.isArray(blockedBy) ? blockedBy.filter((name) => typeof name === 'string') : [],
    rule: typeof rule === 'string' ? rule : null,
    slots: Array.isArray(slots) ? slots.filter(isSlot) : [],
  };
}

// Details of a problem are open-ended by contract; the schema itself would bring a whole parser into the page.
const isSlot = (thing: unknown): thing is Slot =>
  typeof thing === 'object' && thing !== null && 'start' in thing && 'end' in thing && 'why' in thing && 'evidence' in thing;
