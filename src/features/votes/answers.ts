import type { GiveAnswers, VoteAnswer, VoteSlot } from '../../../server/features/votes/contract.ts';

export const answerWords: Record<VoteAnswer, string> = { yes: 'Yes', 'if-need-be': 'If need be', no: 'No' };

/** What is to be saved: what was chosen here and is not what the server has. */
export const toAnswers = (slots: readonly VoteSlot[], draft: ReadonlyMap<string, VoteAnswer>): GiveAnswers => ({
  answers: slots.flatMap((slot) => {
    const answer = draft.get(slot.id);
    return answer && answer !== slot.mine && !slot.taken ? [{ slotId: slot.id, answer }] : [];
  }),
});
