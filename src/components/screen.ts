import type { Me } from '../../server/features/people/contract.ts';
import type { Api } from '../api/client.ts';

/** What every screen of the tab gets. */
export interface ScreenProps {
  api: Api;
  /** The parts of the address that the route names, e.g. `id` for `/sessions/:id`. */
  params: Readonly<Record<string, string>>;
  navigate: Navigate;
  me: Me;
  /** Opens an https address outside the tab, e.g. a Teams meeting. */
  openLink: (url: string) => Promise<void>;
}

/** Goes to a screen by its path, e.g. `/engagements/new`. `replace` leaves no way back to the present one. */
export type Navigate = (path: string, options?: { replace?: boolean }) => void;
