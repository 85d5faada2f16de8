import { Body1, Button, Caption1, Field, Input, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components';
import { FastForwardRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { TenantClock } from '../tenant/clock.ts';
import { quickMoves, toInput } from './clock-moves.ts';

const useStyles = makeStyles({
  now: { ...typographyStyles.title2, margin: 0, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 200px', minWidth: 0 },
  input: { minWidth: 0 },
  busy: { minHeight: '24px', display: 'flex' },
});

/** What time it is here, and ways to make it later. What falls due on the way is done before the clock stands there. */
export function ClockPanel({ clock }: { clock: TenantClock }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const notify = useNotify();
  const move = useAction(async (to: Date) => {
    await clock.moveTo(to);
    notify.done('The clock was moved', 'Everything that fell due is done.');
  });
  return (
    <Panel title="The clock">
      {clock.now && (
        <div>
          <p className={styles.now}>{clock.now.toLocaleTimeString(locale)}</p>
          <Body1>{clock.now.toLocaleDateString(locale, { dateStyle: 'full' })}</Body1> <Caption1 className={styles.quiet}>(your time, {zoneName(zone)})</Caption1>
        </div>
      )}
      <Body1 className={styles.quiet}>It runs by itself. Move it on to see reminders, expiries and meetings happen; it never goes back.</Body1>
      <div className={styles.row}>
        {quickMoves.map(({ words, to }) => (
          <Button key={words} disabledFocusable={move.busy || !clock.now} onClick={() => clock.now && void move.run(to(clock.now))}>
            {words}
          </Button>
        ))}
      </div>
      <MoveTo now={clock.now} busy={move.busy} refusal={refusalOf(move.problem)} go={(to) => void move.run(to)} />
      <output className={styles.busy}>
        {move.busy && <Spinner size="tiny" label="Doing everything that falls due …" />}
      </output>
      <ErrorNote problem={clock.problem ?? (refusalOf(move.problem) ? null : move.problem)} />
    </Panel>
  );
}

/** Why the sandbox does not take a time, as a sentence; null when that is not what went wrong. */
function refusalOf(problem: ApiProblem | null): string | null {
  const field = problem?.fields.find(({ path }) => path === 'now');
  return field ? `The time ${field.message}.` : null;
}

interface MoveToProps {
  now: Date | null;
  busy: boolean;
  refusal: string | null;
  go: (to: Date) => void;
}

/** Any later time. A wrong one is answered by the sandbox itself. */
function MoveTo({ now, busy, refusal, go }: MoveToProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const chosen = new Date(text);
  const ready = !Number.isNaN(chosen.getTime());
  return (
    <form
      className={styles.row}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) go(chosen);
      }}
    >
      <Field label="Move to (your time)" className={styles.field} {...(refusal ? { validationMessage: refusal } : {})}>
        <Input type="datetime-local" className={styles.input} value={text} {...(now ? { min: toInput(now) } : {})} onChange={(_event, { value }) => setText(value)} />
      </Field>
      <Button type="submit" icon={<FastForwardRegular />} disabledFocusable={busy || !ready}>
        Move
      </Button>
    </form>
  );
}
