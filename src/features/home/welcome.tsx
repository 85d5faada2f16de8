import { CalendarPersonRegular } from '@fluentui/react-icons';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';

/** The newcomer's first screen; its one action starts an engagement. */
export function Welcome({ name }: { name: string }) {
  return (
    <Page title="Your coaching">
      <Empty
        picture={<CalendarPersonRegular />}
        title={`Welcome, ${name}`}
        action={
          <ButtonLink to="/engagements/new" appearance="primary" size="large">
            Start an engagement
          </ButtonLink>
        }
      >
        Say who is coached, by whom, and who sponsors it. Fieldwork then finds times that suit all of you, also when the coach works
        somewhere else.
      </Empty>
    </Page>
  );
}
