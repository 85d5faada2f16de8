import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { AddCommitment, LineRead } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { Button } from '../../components/native/button.tsx';
import { Field, Input, Select } from '../../components/native/fields.tsx';
import { Caption1 } from '../../components/native/text.tsx';
import type { Sending } from '../../components/outbox.ts';
import { addPath, type Lines } from './overlay.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  input: { flexGrow: 1 },
  under: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalXS, minHeight: '24px', color: tokens.colorNeutralForeground2 },
  warn: { color: tokens.colorStatusDangerForeground3 },
});

/** Somebody types on; a word is asked for when they pause this long, milliseconds. */
const pauseMs = 200;

const problemWords = { 'no-such-date': 'There is no such day. It stays part of the text.', passed: 'That day has passed. It stays part of the text.' };

/** What a line is understood as; null while nobody knows, e.g. without a connection. */
function useUnderstanding(api: Api, { engagementId, sessionId }: Pick<Lines, 'engagementId' | 'sessionId'>, line: string): LineRead | null {
  const [read, setRead] = useState<{ line: string; as: LineRead } | null>(null);
  useEffect(() => {
    if (line.trim() === '') return undefined;
    const ended = new AbortController();
    const timer = setTimeout(() => {
      api.post<LineRead>(`${addPath(engagementId)}/read`, { line, sessionId }, { signal: ended.signal }).then(
        (as) => setRead({ line, as }),
        () => undefined,
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [api, engagementId, sessionId, line]);
  return read?.line === line ? read.as : null;
}

/** Words that wait in the line for a wording and a day of one's own, e.g. from the agenda. */
export interface StartedLine {
  /** Another round starts anew. */
  round: number;
  text: string;
  /** They became fieldwork. */
  kept?: () => void;
}

interface CaptureLineProps {
  start?: StartedLine | null;
  api: Api;
  board: Pick<Lines, 'engagementId' | 'sessionId' | 'myRole' | 'goals'>;
  send: (sending: Sending) => void;
}

/** Puts words from elsewhere into the line, and the focus behind them. */
function useStarted(start: StartedLine | null, setLine: (line: string) => void) {
  const field = useRef<HTMLInputElement>(null);
  const waiting = useRef<StartedLine | null>(null);
  const round = start?.round;
  const begin = useEffectEvent(() => {
    waiting.current = start;
    if (start) setLine(start.text);
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'center' });
  });
  useEffect(() => {
    if (round !== undefined) begin();
  }, [round]);
  const kept = () => {
    waiting.current?.kept?.();
    waiting.current = null;
  };
  return { field, kept };
}

/** One line: what, and by when in its last words. Enter keeps it. */
export function CaptureLine({ api, board, send, start = null }: CaptureLineProps) {
  const styles = useStyles();
  const [line, setLine] = useState('');
  const [goalId, setGoalId] = useState('');
  const [plain, setPlain] = useState(false);
  const { field, kept } = useStarted(start, setLine);
  const read = useUnderstanding(api, board, plain ? '' : line);
  // Whoever is quicker than the answer, or has no connection, is understood when it arrives, as of now; what was shown is kept as shown.
  const dayOf = (): AddCommitment['due'] => {
    if (read === null && !plain) return { type: 'in-text', saidAt: api.now().toISOString() };
    return read?.due ? { type: 'day', on: read.due.on } : null;
  };
  const add = () => {
    const text = (read?.due ? read.text : line).trim();
    if (text === '') return;
    const body: AddCommitment = { id: newId(), sessionId: board.sessionId, text, goalId: goalId || null, due: dayOf() };
    send({ key: body.id, method: 'post', path: addPath(board.engagementId), body });
    setLine('');
    setPlain(false);
    kept();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label={board.myRole === 'client' ? 'What will you do, and by when?' : 'What do you propose, and by when?'}>
        <div className={styles.row}>
          <Input ref={field} className={styles.input} value={line} maxLength={560} placeholder="Ask Sam by fri" onChange={(_event, { value }) => setLine(value)} />
          <Button type="submit" appearance="primary" icon={<AddRegular />} aria-label="Add" disabledFocusable={line.trim() === ''} />
        </div>
      </Field>
      <div className={styles.under} aria-live="polite">
        {read?.due && (
          <span className={styles.row}>
            <Caption1>By {read.due.words}</Caption1>
            <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={`No day: keep “${read.due.said}” in the text`} onClick={() => setPlain(true)} />
          </span>
        )}
        {read?.problem && <Caption1 className={styles.warn}>{problemWords[read.problem]}</Caption1>}
        {board.goals.length > 0 && line.trim() !== '' && (
          <Select size="small" aria-label="Goal" value={goalId} onChange={(_event, { value }) => setGoalId(value)}>
            <option value="">No goal</option>
            {board.goals.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </div>
    </form>
  );
}
