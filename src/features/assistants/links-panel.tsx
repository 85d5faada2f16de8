import { Body1, Button, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SessionLink, SessionLinkCreated, SessionLinks } from '../../../server/features/assistants/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  input: { minWidth: 0, width: '100%' },
});

/** What is made and withdrawn, and the one link that can still be copied. */
function useLinks(api: Api, path: string) {
  const links = useLoad(path, (signal) => api.get<SessionLinks>(path, { signal }));
  const [made, setMade] = useState<SessionLinkCreated | null>(null);
  const make = useAction(async (label: string) => {
    setMade(await api.post<SessionLinkCreated>(path, { label }));
    links.reload();
  });
  const withdraw = useAction(async (id: string) => {
    await api.delete(`${path}/${id}`);
    setMade(null);
    links.reload();
  });
  const live = (links.data?.links ?? []).filter(({ revokedAt, expiresAt }) => !revokedAt && new Date(expiresAt) > api.now());
  return { live, made, make, withdraw, mayMake: links.data?.can.make ?? false };
}

/** Links to a session for those who keep a calendar: made, listed, withdrawn. */
export function LinksPanel({ api, sessionId }: { api: Api; sessionId: string }) {
  const styles = useStyles();
  const [label, setLabel] = useState('Meeting');
  const { live, made, make, withdraw, mayMake } = useLinks(api, `/api/sessions/${sessionId}/links`);
  if (!mayMake && live.length === 0) return null;
  return (
    <Panel title="For an assistant">
      <Body1 className={styles.quiet}>A link that shows when it is and other times, and nothing else: no names, no agenda, no account.</Body1>
      {made && <Made link={made} />}
      <ErrorNote problem={make.problem ?? withdraw.problem} />
      {live.length > 0 && (
        <Rows label="Links">
          {live.map((link) => (
            <LinkRow key={link.id} link={link} withdraw={() => void withdraw.run(link.id)} busy={withdraw.busy} />
          ))}
        </Rows>
      )}
      {mayMake && (
        <>
          <Field label="What the page calls it">
            <Input className={styles.input} value={label} maxLength={80} onChange={(_event, { value }) => setLabel(value)} />
          </Field>
          <div>
            <Button onClick={() => void (label.trim() && make.run(label))} disabledFocusable={make.busy || label.trim() === ''}>
              Make a link
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

function Made({ link }: { link: SessionLinkCreated }) {
  const styles = useStyles();
  return (
    <>
      <BandNotice intent="success" title="The link is ready.">
        Copy it now: it is shown only once.
      </BandNotice>
      <Field label="Link">
        <Input className={styles.input} readOnly value={link.url} onFocus={(event) => event.target.select()} />
      </Field>
    </>
  );
}

function LinkRow({ link, withdraw, busy }: { link: SessionLink; withdraw: () => void; busy: boolean }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const until = `By ${link.madeBy}, until ${dateText(link.expiresAt.slice(0, 10), locale)}.`;
  return (
    <li>
      <Body1>{link.label}</Body1>
      <Caption1 className={styles.quiet}>{link.confirmedAt ? `${until} The time was confirmed.` : until}</Caption1>
      <Button size="small" onClick={withdraw} disabledFocusable={busy} aria-label={`Withdraw the link “${link.label}”`}>
        Withdraw
      </Button>
    </li>
  );
}
