import { makeStyles, tokens } from '@fluentui/react-components';
import { Body1, Strong } from '../../components/native/text.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  line: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  heading: { margin: 0 },
});

/** The agreement as it is accepted: parts with a heading each. */
export function Document({ text }: { text: string }) {
  const styles = useStyles();
  const parts = text.trim().split('\n\n').map((part) => part.split('\n'));
  return (
    <div className={styles.all} dir="auto">
      {parts.map(([heading, ...lines], index) => (
        <div key={index} className={styles.part}>
          <Strong as="h3" className={styles.heading}>
            {heading}
          </Strong>
          {lines.map((line, at) => (
            <Body1 key={at} block className={styles.line}>
              {line}
            </Body1>
          ))}
        </div>
      ))}
    </div>
  );
}
