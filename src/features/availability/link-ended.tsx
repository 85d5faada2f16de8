import { LinkDismissRegular } from '@fluentui/react-icons';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';

/** A link that leads nowhere: it ran out, was withdrawn, or lost its end on the way here. All look the same, so that nothing is told to a stranger. */
export function LinkEnded({ incomplete = false }: { incomplete?: boolean }) {
  return (
    <Page title="Your availability" narrow>
      <Empty picture={<LinkDismissRegular />} title={incomplete ? 'This link is not complete' : 'This link no longer works'}>
        {incomplete
          ? 'Please open it again straight from the mail: copying may have cut its end off.'
          : 'It has run out or was replaced by a newer one. Please ask your client to send you a new link; what you saved is still there.'}
      </Empty>
    </Page>
  );
}
