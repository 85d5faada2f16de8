import { Button, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { PlanSettings, RegionList } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useLoad } from '../../api/use-load.ts';
import { useKeeping } from '../../components/drafts.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { FieldGrid } from '../../components/field-grid.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { cadenceWords } from '../../components/rhythm-words.ts';
import { AwayFields } from './away-fields.tsx';
import { usePartStyles } from './parts.ts';
import { RegionFields } from './region-fields.tsx';
import { LikedFields } from './rhythm-choice.tsx';
import { checkSettings, type LeftSettings, settingsDraft, settingsToSend } from './settings-draft.ts';

interface OutlineFormProps {
  api: Api;
  engagement: Engagement;
  settings: PlanSettings;
  kept: LeftSettings;
  /** The first plan, or another look at one. */
  first: boolean;
  busy: boolean;
  problem: ApiProblem | null;
  /** The first day that can be left out, `YYYY-MM-DD`. */
  today: string;
  propose: (settings: PlanSettings) => void;
}

/** What an engagement's plan is made of: the rhythm, what is liked, holidays, weeks left out. */
export function OutlineForm({ api, engagement, settings, kept, first, busy, problem, today, propose }: OutlineFormProps) {
  const parts = usePartStyles();
  const [draft, setDraft] = useState(() => kept.left ?? settingsDraft(settings));
  useKeeping(kept, draft, settingsDraft(settings), false);
  const form = useForm(problem);
  const regions = useLoad('/api/holiday-regions', (signal) => api.get<RegionList>('/api/holiday-regions', { signal }));
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    if (!form.refused(checkSettings(draft))) propose(settingsToSend(draft));
  };
  return (
    <Form form={form} onSubmit={submit}>
      <FieldGrid columns={3}>
        <NumberSelect field="settings.cadenceDays" label="How often" value={draft.cadenceDays} choices={[7, 14, 21, 28]} words={cadenceWords} onChange={(cadenceDays) => change({ cadenceDays })} />
        <LikedFields at="settings." engagement={engagement} weekday={draft.weekday} clock={draft.clock} change={change} />
      </FieldGrid>
      <ErrorNote problem={regions.problem} retry={regions.reload} title="The public holidays could not be read." />
      {regions.data && <RegionFields engagement={engagement} known={regions.data.regions} regions={draft.regions} change={(next) => change({ regions: next })} />}
      {!regions.data && regions.busy && <Spinner size="tiny" label="Getting the public holidays" labelPosition="after" />}
      <AwayFields away={draft.away} from={today} change={(away) => change({ away })} />
      <div className={parts.row}>
        <Button type="submit" appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : null} disabledFocusable={busy}>
          {busy ? 'Reading the calendars …' : first ? 'Lay it out' : 'See what would change'}
        </Button>
      </div>
    </Form>
  );
}
