import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { Form, useForm } from '../../components/form.tsx';
import { useNotify } from '../../components/notices.tsx';
import { PeoplePicker } from '../../components/people-picker.tsx';
import type { Picked } from '../../components/people-search.ts';
import type { PartProps } from './part.ts';
import { useDirectory, useManager } from './use-directory.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface SponsorEditorProps extends PartProps {
  me: Me;
  sponsor: Participant | null;
  close: () => void;
}

/** Names a sponsor, another one, or none. */
export function SponsorEditor({ api, path, engagement, changed, me, sponsor, close }: SponsorEditorProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [picked, setPicked] = useState<Picked | null>(null);
  const save = useAction((chosen: Picked | null) => api.put<Engagement>(`${path}/sponsor`, { version: engagement.version, sponsor: chosen }));
  const form = useForm(save.problem);
  const suggestion = useOwnManager(api, engagement, me);
  const send = async (chosen: Picked | null) => {
    const done = await save.run(chosen);
    // Also after a refusal: somebody may have changed it meanwhile, and what is shown here is theirs then.
    changed();
    if (!done) return;
    notify.done(chosen ? `${chosen.displayName} is the sponsor now` : 'There is no sponsor now');
    close();
  };
  const submit = async () => {
    if (form.refused(picked ? [] : [{ path: 'sponsor', message: 'Choose somebody.' }])) return;
    await send(picked);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <Body1 className={styles.quiet}>{sponsor ? whatEnds(sponsor.displayName) : whatBegins}</Body1>
      <PeoplePicker field="sponsor" label="Sponsor" hint="Usually the client’s manager." required search={useDirectory(api)} viewerEmail={me.person.email} value={picked} onChange={setPicked} suggestion={suggestion} />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
          {save.busy ? 'Saving …' : 'Save'}
        </Button>
        {sponsor && (
          <Button disabledFocusable={save.busy} onClick={() => void send(null)}>
            No sponsor
          </Button>
        )}
        <Button onClick={close}>Leave it as it was</Button>
      </div>
    </Form>
  );
}

const whatBegins = 'The sponsor is asked to three-way sessions, and sees what all of you agree on.';
const whatEnds = (name: string): string => `${name} sees nothing of this coaching from then on, and what was agreed to be shared has to be agreed again. Once there was a three-way session the sponsor stays.`;

/** The viewer's own manager, where the viewer is the client and the manager is in it as nothing yet. */
function useOwnManager(api: PartProps['api'], { myRole, participants }: Engagement, me: Me): { person: Picked; why: string } | null {
  const manager = useManager(api, myRole === 'client' ? me.pick : null);
  return manager && participants.every(({ email }) => email !== manager.email) ? { person: manager, why: 'your manager' } : null;
}
