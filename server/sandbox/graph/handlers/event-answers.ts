import { cancelEvent } from '../../tenant/events/organise.ts';
import { respond } from '../../tenant/events/respond.ts';
import type { Reply } from '../../tenant/mail/meeting-mail.ts';
import type { Attendee } from '../../tenant/model.ts';
import { instantOf } from '../../tenant/time/wall.ts';
import { wallTimeFrom, type DateTimeTimeZone } from '../body/times.ts';
import type { Answer, OwnedCall } from '../call.ts';
import { badRequest } from '../errors.ts';
import { itemOf } from './event-view.ts';

interface AnswerBody {
  comment?: string | null;
  sendResponse?: boolean | null;
  proposedNewTime?: { start: DateTimeTimeZone; end: DateTimeTimeZone } | null;
}

/** POST event cancel */
export function cancel(call: OwnedCall): Answer {
  const { comment } = (call.body ?? {}) as AnswerBody;
  cancelEvent(call.tenant, itemOf(call), comment ?? '');
  return { status: 202 };
}

/** POST event accept, tentativelyAccept and decline */
export const answer =
  (reply: Reply) =>
  (call: OwnedCall): Answer => {
    const { comment, sendResponse, proposedNewTime } = (call.body ?? {}) as AnswerBody;
    const proposed = proposedNewTime ? proposalFrom(proposedNewTime) : null;
    if (proposed && reply === 'accepted') throw badRequest('A new time can be proposed only with tentativelyAccept or decline.', 'ErrorInvalidRequest');
    if (proposed && sendResponse === false) throw badRequest('A new time can be proposed only with a response.', 'ErrorInvalidRequest');
    respond(call.tenant, call.owner.address, itemOf(call), {
      reply,
      comment: comment ?? '',
      sendResponse: sendResponse ?? true,
      proposedNewTime: proposed,
    });
    return { status: 202 };
  };

function proposalFrom(slot: NonNullable<AnswerBody['proposedNewTime']>): NonNullable<Attendee['proposedNewTime']> {
  const [start, end] = [wallTimeFrom(slot.start), wallTimeFrom(slot.end)];
  if (instantOf(end) <= instantOf(start)) throw badRequest('The proposed end must be after the proposed start.', 'ErrorInvalidRequest');
  return { start, end };
}
