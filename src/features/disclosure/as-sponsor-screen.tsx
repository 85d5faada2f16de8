import { Page } from '../../components/page.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { SponsorPanel } from './sponsor-panel.tsx';

/** For the client: exactly what the sponsor sees. */
export function AsSponsorScreen({ api, params, navigate }: ScreenProps) {
  const id = params['id'] ?? '';
  return (
    <Page title="As your sponsor sees it" under="Exactly this, and nothing else of what you write here." back={{ label: 'The engagement', go: () => navigate(`/engagements/${id}`) }} narrow>
      <SponsorPanel api={api} engagementId={id} />
    </Page>
  );
}
