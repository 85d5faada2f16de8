import { CalendarPersonRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { OwnLinks } from './own-links.tsx';

/** The newcomer's first screen; its one action starts an engagement. What is theirs anyway, and a lead's programme, stay within reach. */
export function Welcome({ name, programmeLead }: { name: string; programmeLead: boolean }) {
  const actions = (
    <>
      {programmeLead && <ButtonLink to="/programme" appearance="subtle" icon={<PeopleTeamRegular />}>Your programme</ButtonLink>}
      <OwnLinks />
    </>
  );
  return (
    <Page title="Your coaching" actions={actions}>
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
