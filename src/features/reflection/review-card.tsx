import { Body1 } from '@fluentui/react-components';
import type { Review } from '../../../server/features/reflection/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { cardWords } from './review-words.ts';

/** This week's review on the first screen. Nothing for those who have none, and nothing while it cannot be asked for. */
export function ReviewCard({ api }: { api: Api }) {
  const { data } = useLoad('/api/review', (signal) => api.get<Review>('/api/review', { signal }));
  if (!data?.canWrite) return null;
  const { text, action } = cardWords(data);
  return (
    <Panel title="This week’s review">
      <Body1>{text}</Body1>
      <div>
        <ButtonLink to="/review" label={`${action}: this week’s review`}>
          {action}
        </ButtonLink>
      </div>
    </Panel>
  );
}
