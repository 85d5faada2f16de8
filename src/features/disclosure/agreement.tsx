import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Sharing, SharingVersion } from '../../../server/features/disclosure/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { Differences } from '../../components/differences.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Document } from './document.tsx';
import { TermsForm } from './terms-form.tsx';
import { stateWords } from './words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface AgreementProps {
  api: Api;
  sharing: Sharing;
  replace: (sharing: Sharing) => void;
}

/** The agreement: what waits for acceptances, what holds, every version, and the form that words it anew. */
export function Agreement({ api, sharing, replace }: AgreementProps) {
  const [editing, setEditing] = useState(false);
  const path = `/api/engagements/${sharing.engagementId}/sharing`;
  const { open, inForce, can } = sharing;
  const parts = { api, path, sharing, replace };
  const sponsor = hasSponsor(sharing);
  const saved = (answer: Sharing) => {
    replace(answer);
    setEditing(false);
  };
  return (
    <>
      {open && !editing && <Open {...parts} open={open} />}
      {inForce && <InForce sharing={sharing} version={inForce} now={api.now()} />}
      {!inForce && !open && !editing && <NothingYet>{can.propose && <Begin first begin={() => setEditing(true)} />}</NothingYet>}
      {editing && (
        <Panel title="Word the agreement">
          <TermsForm {...parts} sponsor={sponsor} saved={saved} close={() => setEditing(false)} />
        </Panel>
      )}
      {(inForce || open) && !editing && can.propose && <Begin first={false} begin={() => setEditing(true)} />}
      {sharing.versions.length > 1 && <Versions api={api} path={path} versions={sharing.versions} />}
    </>
  );
}

/** Without a version nobody is named yet: then everything is asked for. */
function hasSponsor({ versions }: Sharing): boolean {
  const [newest] = versions;
  return newest === undefined || newest.parties.some(({ role }) => role === 'sponsor');
}

function NothingYet({ children }: { children: ReactNode }) {
  return (
    <Panel title="What is shared">
      <Body1>Nothing is agreed yet. Until all of you have accepted an agreement, nothing about attendance reaches a sponsor. Two minutes are enough: what the sponsor sees, and what happens when sessions are missed.</Body1>
      {children}
    </Panel>
  );
}

function Versions({ api, path, versions }: { api: Api; path: string; versions: readonly SharingVersion[] }) {
  const styles = useStyles();
  return (
    <Panel title="All versions">
      <Rows>
        {versions.map((version) => (
          <VersionRow key={version.version} api={api} path={path} version={version} />
        ))}
      </Rows>
      <Caption1 className={styles.quiet}>Nothing that was agreed is ever lost or changed.</Caption1>
    </Panel>
  );
}

function Begin({ first, begin }: { first: boolean; begin: () => void }) {
  return (
    <div>
      <Button appearance={first ? 'primary' : 'secondary'} onClick={begin}>
        {first ? 'Word the agreement' : 'Propose a change'}
      </Button>
    </div>
  );
}

function InForce({ sharing, version, now }: { sharing: Sharing; version: SharingVersion; now: Date }) {
  return (
    <Panel title="What holds now">
      <Accepted version={version} now={now} />
      <Document text={version.document} />
      {sharing.policyChanged && <BandNotice intent="warning">From when somebody is late has been changed since. Propose the agreement anew, so that everybody knows.</BandNotice>}
    </Panel>
  );
}

function Accepted({ version, now }: { version: SharingVersion; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <Rows label="Who has accepted">
      {version.parties.map(({ personId, name, role, at }) => (
        <li key={personId}>
          <Body1>{`${name}, ${role}`}</Body1>
          <Caption1 className={styles.quiet}>{at ? `accepted on ${dayText(at, zone, locale, now)}, ${clockText(at, zone, locale)}` : 'has not accepted yet'}</Caption1>
        </li>
      ))}
    </Rows>
  );
}

function Open({ api, path, sharing, replace, open }: AgreementProps & { path: string; open: SharingVersion }) {
  const styles = useStyles();
  const notify = useNotify();
  const act = useAction(async (what: 'acceptance' | 'withdrawal') => {
    const answer = await api.post<Sharing>(`${path}/${what}`, { version: open.version });
    notify.done(what === 'acceptance' ? 'Accepted' : 'Taken back');
    replace(answer);
  });
  return (
    <Panel title={sharing.can.accept ? 'Please read and accept' : 'Waits for acceptances'} strong>
      <Body1 className={styles.quiet}>{`Worded by ${open.by}. ${sharing.inForce ? 'What holds now goes on until everybody has accepted this.' : 'It holds once everybody has accepted it.'}`}</Body1>
      {sharing.inForce ? <Differences api={api} at={`${path}/differences?from=${sharing.inForce.version}&to=${open.version}`} /> : <Document text={open.document} />}
      <Accepted version={open} now={api.now()} />
      <div className={styles.row}>
        {sharing.can.accept && (
          <Button appearance="primary" disabledFocusable={act.busy} onClick={() => void act.run('acceptance')}>
            I accept this
          </Button>
        )}
        {sharing.can.withdraw && (
          <Button disabledFocusable={act.busy} onClick={() => void act.run('withdrawal')}>
            {sharing.can.accept ? 'Not like this' : 'Take it back'}
          </Button>
        )}
      </div>
      <ErrorNote problem={act.problem} />
    </Panel>
  );
}

function VersionRow({ api, path, version }: { api: Api; path: string; version: SharingVersion }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const [shown, setShown] = useState<'whole' | 'differences' | null>(null);
  const toggle = (what: 'whole' | 'differences') => setShown(shown === what ? null : what);
  const label = `version ${version.version}`;
  return (
    <li>
      <Body1>{`Version ${version.version} ${stateWords[version.state]}`}</Body1>
      <Caption1 className={styles.quiet}>{`${version.by}, ${dayText(version.at, zone, locale, api.now())}`}</Caption1>
      <div className={styles.row}>
        {version.version > 1 && (
          <Button size="small" aria-expanded={shown === 'differences'} aria-label={`What changed in ${label}`} onClick={() => toggle('differences')}>
            What changed
          </Button>
        )}
        <Button size="small" aria-expanded={shown === 'whole'} aria-label={`Read ${label}`} onClick={() => toggle('whole')}>
          Read it
        </Button>
      </div>
      {shown === 'differences' && <Differences api={api} at={`${path}/differences?from=${version.version - 1}&to=${version.version}`} />}
      {shown === 'whole' && <Document text={version.document} />}
    </li>
  );
}
