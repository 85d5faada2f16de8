import { Body1Strong, Button, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { fieldMark } from '../../components/field-errors.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { FormField } from '../../components/form-field.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { weekdays } from '../../components/rhythm-words.ts';
import { roleWords } from '../../components/session-words.ts';
import type { PreferredDraft, RulesDraft } from './plan-draft.ts';
import { beforehandWords, bufferWords, noticeWords } from './plan-words.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'stretch', border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS },
  row: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  // Level with the inputs, under the height of a label.
  remove: { marginTop: '26px' },
  grow: { flexGrow: 1, minWidth: 0 },
  add: { alignSelf: 'flex-start', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  hint: { color: tokens.colorNeutralForeground2, margin: 0 },
});

interface RulesFieldsProps {
  rules: RulesDraft;
  change: (rules: RulesDraft) => void;
}

/** How sessions of this engagement may be placed. */
export function RulesFields({ rules, change }: RulesFieldsProps) {
  const styles = useStyles();
  const set = (part: Partial<RulesDraft>) => change({ ...rules, ...part });
  return (
    <div className={styles.stack}>
      <FieldGrid>
        <NumberSelect
          field="rules.noticeHours"
          label="Notice before a session"
          hint="Sooner times are not offered."
          value={rules.noticeHours}
          choices={[0, 12, 24, 48, 72, 168]}
          words={noticeWords}
          onChange={(noticeHours) => set({ noticeHours })}
        />
      </FieldGrid>
      <Buffers rules={rules} set={set} />
      <Spacing rules={rules} set={set} />
      <Reschedule rules={rules} set={set} />
      <Preferred preferred={rules.preferred} change={(preferred) => set({ preferred })} />
    </div>
  );
}

interface PartProps {
  rules: RulesDraft;
  set: (part: Partial<RulesDraft>) => void;
}

function Buffers({ rules: { bufferMinutes }, set }: PartProps) {
  const styles = useStyles();
  return (
    <fieldset className={styles.part}>
      <Body1Strong as="h3" className={styles.legend} style={{ margin: 0 }}>
        Free time before and after
      </Body1Strong>
      <FieldGrid columns={3}>
        {(['client', 'coach', 'sponsor'] as const).map((role) => (
          <NumberSelect
            key={role}
            field={`rules.bufferMinutes.${role}`}
            label={roleWords[role]}
            value={bufferMinutes[role]}
            choices={[0, 5, 10, 15, 30, 45, 60]}
            words={bufferWords}
            onChange={(minutes) => set({ bufferMinutes: { ...bufferMinutes, [role]: minutes } })}
          />
        ))}
      </FieldGrid>
    </fieldset>
  );
}

function Spacing({ rules: { minDays, maxDays }, set }: PartProps) {
  const styles = useStyles();
  return (
    <fieldset className={styles.part}>
      <Body1Strong as="h3" className={styles.legend} style={{ margin: 0 }}>
        Days between two sessions
      </Body1Strong>
      <FieldGrid>
        <FormField field="rules.spacingDays.min" label="At least">
          <Input inputMode="numeric" value={minDays} maxLength={3} onChange={(_event, { value }) => set({ minDays: value })} />
        </FormField>
        <FormField field="rules.spacingDays.max" label="At most">
          <Input inputMode="numeric" value={maxDays} maxLength={3} onChange={(_event, { value }) => set({ maxDays: value })} />
        </FormField>
      </FieldGrid>
    </fieldset>
  );
}

/** How late a session may be changed, as everybody agreed beforehand. */
function Reschedule({ rules: { reschedule }, set }: PartProps) {
  const styles = useStyles();
  const choices = [0, 12, 24, 48, 72, 168];
  return (
    <fieldset className={styles.part}>
      <Body1Strong as="h3" className={styles.legend} style={{ margin: 0 }}>
        Moving or cancelling
      </Body1Strong>
      <FieldGrid>
        <NumberSelect
          field="rules.reschedule.freeHours"
          label="Free until"
          hint="Before that, anybody moves or cancels."
          value={reschedule.freeHours}
          choices={choices}
          words={beforehandWords}
          onChange={(freeHours) => set({ reschedule: { ...reschedule, freeHours } })}
        />
        <NumberSelect
          field="rules.reschedule.agreeHours"
          label="With the coach’s agreement until"
          hint="After that, cancelling is late and asks for a reason."
          value={reschedule.agreeHours}
          choices={choices}
          words={beforehandWords}
          onChange={(agreeHours) => set({ reschedule: { ...reschedule, agreeHours } })}
        />
      </FieldGrid>
    </fieldset>
  );
}

/** As many stretches as the API takes. */
const mostPreferred = 21;

function Preferred({ preferred, change }: { preferred: PreferredDraft[]; change: (preferred: PreferredDraft[]) => void }) {
  const styles = useStyles();
  const add = () => change([...preferred, { weekday: nextWeekday(preferred), start: preferred.at(-1)?.start ?? '09:00', end: preferred.at(-1)?.end ?? '12:00' }]);
  return (
    <fieldset aria-label="Preferred times" className={styles.part} {...fieldMark('rules.preferred')}>
      <Body1Strong as="h3" style={{ margin: 0 }}>
        Preferred times
      </Body1Strong>
      <p className={styles.hint}>When the client likes sessions best, in the client’s own time. Other times are offered after these.</p>
      {[...preferred.entries()].map(([index, one]) => (
        <PreferredRow
          key={index}
          index={index}
          value={one}
          change={(next) => change(preferred.map((was, at) => (at === index ? next : was)))}
          remove={() => change(preferred.filter((_was, at) => at !== index))}
        />
      ))}
      {preferred.length < mostPreferred && (
        <Button className={styles.add} appearance="subtle" icon={<AddRegular />} onClick={add}>
          Add a preferred time
        </Button>
      )}
    </fieldset>
  );
}

/** The weekday after the last one given: most people add Monday, Tuesday, Wednesday. */
export const nextWeekday = (preferred: readonly PreferredDraft[]): number => ((preferred.at(-1)?.weekday ?? 0) % 7) + 1;

interface PreferredRowProps {
  index: number;
  value: PreferredDraft;
  change: (value: PreferredDraft) => void;
  remove: () => void;
}

function PreferredRow({ index, value, change, remove }: PreferredRowProps) {
  const styles = useStyles();
  const field = `rules.preferred.${index}`;
  return (
    <fieldset aria-label={`Preferred time ${index + 1}`} className={styles.row} {...fieldMark(field)}>
      <div className={styles.grow}>
        <FieldGrid columns={3}>
          <FormField field={`${field}.weekday`} label="Day">
            <Select value={value.weekday} onChange={(_event, data) => change({ ...value, weekday: Number(data.value) })}>
              {weekdays.slice(1).map((name, day) => (
                <option key={name} value={day + 1}>
                  {name}
                </option>
              ))}
            </Select>
          </FormField>
          <FormField field={`${field}.startMinute`} label="From">
            <Input type="time" step={300} value={value.start} onChange={(_event, data) => change({ ...value, start: data.value })} />
          </FormField>
          <FormField field={`${field}.endMinute`} label="To">
            <Input type="time" step={300} value={value.end} onChange={(_event, data) => change({ ...value, end: data.value })} />
          </FormField>
        </FieldGrid>
      </div>
      <Button className={styles.remove} appearance="subtle" icon={<DismissRegular />} aria-label={`Remove preferred time ${index + 1}`} onClick={remove} />
    </fieldset>
  );
}
