import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Api } from '../../api/client.ts';

/** What each part of the engagement screen gets. */
export interface PartProps {
  api: Api;
  /** `/api/engagements/<id>`. */
  path: string;
  engagement: Engagement;
  /** Asks for the engagement again. */
  changed: () => void;
}
