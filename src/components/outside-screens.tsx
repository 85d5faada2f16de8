import { Button, Link } from '@fluentui/react-components';
import { ChatRegular, PersonAccountsRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { ButtonLink } from './button-link.tsx';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';

/** In a plain browser there is nobody signed in; says where Fieldwork lives. */
export function OpenInTeamsScreen() {
  return (
    <Page title="Fieldwork" narrow>
      <Empty
        picture={<ChatRegular />}
        title="Fieldwork lives in Microsoft Teams"
        action={
          <Button appearance="primary" as="a" href="https://teams.microsoft.com">
            Open Microsoft Teams
          </Button>
        }
      >
        In Teams, choose Apps on the left, search for Fieldwork and open it. In Outlook you will find it under Apps too.
      </Empty>
    </Page>
  );
}

/** Beside no mail program: its script was blocked, or it said nothing. Says so, and where else Fieldwork is. */
export function NoOutlookScreen({ retry }: { retry: () => void }) {
  return (
    <Page title="Fieldwork" narrow>
      <Empty picture={<PlugDisconnectedRegular />} title="Outlook did not answer" action={<Retry retry={retry} />}>
        This page works beside a message or a meeting in Outlook. If you are there, a network or browser setting may be blocking
        Microsoft’s script (appsforoffice.microsoft.com). Everything here is also in{' '}
        <Link href="https://teams.microsoft.com" target="_blank" rel="noopener" inline>
          Fieldwork in Teams
        </Link>
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
