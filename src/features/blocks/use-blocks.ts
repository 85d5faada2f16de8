import type { ReviewBlock, ReviewLogEntry, ReviewTime } from '../../../server/features/blocks/contract.ts';
import type { Api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotify } from '../../components/notices.tsx';

type Act = 'move' | 'pin' | 'unpin' | 'skip' | 'bring-back';

export interface BlockActs {
  api: Api;
  busy: boolean;
  problem: ApiProblem | null;
  /** Does something with a block and says so; false when it failed. */
  run: (block: Pick<ReviewBlock, 'id'>, act: Act, body: object | undefined, said: { title: string; body?: string }) => Promise<boolean>;
  /** Takes a move back, and says what that did. */
  undo: (entry: ReviewLogEntry, said: string) => Promise<boolean>;
}

/** What the client does with blocks; each answers the whole as it then is. */
export function useBlocks(api: Api, replace: (after: ReviewTime) => void): BlockActs {
  const notify = useNotify();
  const send = useAction((path: string, body: object | undefined) => api.post<ReviewTime>(`/api/review-time/${path}`, body));
  const done = async (path: string, body: object | undefined, { title, body: more }: { title: string; body?: string }): Promise<boolean> => {
    const after = await send.run(path, body);
    if (!after) return false;
    replace(after);
    notify.done(title, more);
    return true;
  };
  return {
    api,
    busy: send.busy,
    problem: send.problem,
    run: (block, act, body, said) => done(`blocks/${block.id}/${act}`, body, said),
    undo: (entry, said) => done(`log/${entry.id}/undo`, undefined, { title: 'Put back', body: said }),
  };
}
