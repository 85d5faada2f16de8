import { makeStyles, tokens } from '@fluentui/react-components';
import { ChatRegular, PersonAccountsRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { ButtonLink } from './button-link.tsx';
import { Empty } from './empty.tsx';
import { Button, LinkButton } from './native/button.tsx';
import { Page } from './page.tsx';

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
});

/** In a plain browser there is nobody signed in; says where Fieldwork lives. `link` opens in Teams what was asked for here, where that is known. */
export function OpenInTeamsScreen({ link = null }: { link?: string | null }) {
  return (
    <Page title="Fieldwork" narrow>
      <Empty
        picture={<ChatRegular />}
        title="Fieldwork lives in Microsoft Teams"
        action={
          <LinkButton appearance="primary" href={link ?? 'https://teams.microsoft.com'}>
            {link === null ? 'Open Microsoft Teams' : 'Open this page in Teams'}
          </LinkButton>
        }
      >
        {link !== null && 'You are signed in there already. If it does not open: '}
        {link === null ? 'In' : 'in'} Teams, choose Apps on the left, search for Fieldwork and open it. In Outlook you will find it under Apps too.
      </Empty>
    </Page>
  );
}

/** Beside no mail program: its script was blocked, or it said nothing. Says so, and where else Fieldwork is. */
export function NoOutlookScreen({ retry }: { retry: () => void }) {
  const styles = useStyles();
  return (
    <Page title="Fieldwork" narrow>
      <Empty picture={<PlugDisconnectedRegular />} title="Outlook did not answer" action={<Retry retry={retry} />}>
        This page works beside a message or a meeting in Outlook. If you are there, a network or browser setting may be blocking
        Microsoft’s script (appsforoffice.microsoft.com). Everything here is also in{' '}
        <a href="https://teams.microsoft.com" target="_blank" rel="noopener" className={styles.link}>
          Fieldwork in Teams
        </a>
        , on the desktop or in a browser.
      </Empty>
    </Page>
  );
}

/** What the address names does not exist, or is not this person's to see. */
export function NothingHereScreen() {
  return (
    <Page title="Fieldwork" narrow>
      <Empty
        title="There is nothing at this address"
        action={
          <ButtonLink to="/" appearance="primary">
            Go to your coaching
          </ButtonLink>
        }
      >
        The link may be old, or meant for somebody else.
      </Empty>
    </Page>
  );
}

/** Signing in did not work, also not with a fresh token; `why` is one sentence. */
export function SignInScreen({ why, retry }: { why: string; retry: () => void }) {
  return (
    <Page title="Sign in" narrow>
      <Empty picture={<PersonAccountsRegular />} title="You are not signed in" action={<Retry retry={retry} />}>
        {why} If it stays like this, sign out of Microsoft 365 and in again.
      </Empty>
    </Page>
  );
}

/** Something around us, or between us and the server, did not answer. */
export function UnreachableScreen({ why, retry }: { why: string; retry: () => void }) {
  return (
    <Page title="Fieldwork" narrow>
      <Empty picture={<PlugDisconnectedRegular />} title="No answer yet" action={<Retry retry={retry} />}>
        {why}
      </Empty>
    </Page>
  );
}

function Retry({ retry }: { retry: () => void }) {
  return (
    <Button appearance="primary" onClick={retry}>
      Try again
    </Button>
  );
}
