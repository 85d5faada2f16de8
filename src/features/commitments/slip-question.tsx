import { makeStyles, tokens } from '@fluentui/react-components';
import type { CommitmentStep } from '../../../server/features/commitments/contract.ts';
import { Button } from '../../components/native/button.tsx';
import { Caption1 } from '../../components/native/text.tsx';

const useStyles = makeStyles({
  question: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXXS, color: tokens.colorNeutralForeground2, border: 'none', margin: 0, paddingBlockStart: tokens.spacingVerticalXS, paddingBlockEnd: 0, paddingInlineEnd: 0, minWidth: 0 },
  indented: { paddingInlineStart: '34px' },
  flush: { paddingInlineStart: 0 },
  ways: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

interface SlipQuestionProps {
  step: (step: CommitmentStep) => void;
  /** Opens the wording. */
  shrink: () => void;
  /** Under a line with a box before it. */
  indented?: boolean;
}

/** After two slips: no reproach, three ways on. */
export function SlipQuestion({ step, shrink, indented = false }: SlipQuestionProps) {
  const styles = useStyles();
  return (
    <fieldset className={`${styles.question} ${indented ? styles.indented : styles.flush}`}>
      <Caption1>It slipped twice. What would help?</Caption1>
      <span className={styles.ways}>
        <Button size="small" onClick={() => { step('shrink'); shrink(); }}>Make it smaller</Button>
        <Button size="small" onClick={() => step('get-help')}>Get help</Button>
        <Button size="small" onClick={() => step('drop')}>Drop it</Button>
      </span>
    </fieldset>
  );
}
