import { makeStyles, tokens } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import { Facts } from './facts.tsx';
import { Button } from './native/button.tsx';
import { Page } from './page.tsx';
import { Panel } from './panel.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What a person needs to know to get a permission granted. Words only; the server decides which. */
export interface ConsentNeed {
  /** Microsoft's name of it, e.g. `Calendars.ReadBasic`; several are separated by a space. */
  permission: string | null;
  why: string;
  who: string;
}

/** The details of a `consent-required` problem as the screen needs them; kind defaults where the server said nothing. */
export function consentNeed(details: Readonly<Record<string, unknown>>): ConsentNeed {
  const text = (name: string): string | null => (typeof details[name] === 'string' && details[name] !== '' ? (details[name] as string) : null);
  return {
    permission: text('permission'),
    why: text('why') ?? 'Fieldwork reads when you and the others are free, so that it can offer times that suit everybody.',
    who: text('who') ?? 'An administrator of Microsoft 365 in your organisation can allow it for everybody, once.',
  };
}

interface ConsentScreenProps {
  need: ConsentNeed;
  retry: () => void;
  /** To what can be done without it. */
  back?: ComponentProps<typeof Page>['back'];
}

/** The one screen for a missing permission: which, why, who can grant it, and a way to look again. */
export function ConsentScreen({ need, retry, back }: ConsentScreenProps) {
  const styles = useStyles();
  const permission: [string, string][] = need.permission ? [['Permission', need.permission]] : [];
  return (
    <Page title="One permission is missing" narrow {...(back && { back })}>
      <Panel title="What Fieldwork needs" strong>
        <Facts facts={[...permission, ['Why', need.why], ['Who can grant it', need.who]]} />
        <div className={styles.actions}>
          <Button appearance="primary" onClick={retry}>
            It is granted: try again
          </Button>
        </div>
      </Panel>
    </Page>
  );
}
