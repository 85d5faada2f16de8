import { makeStyles, tokens } from '@fluentui/react-components';
import type { Api } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { ErrorNote } from './error-note.tsx';

const useStyles = makeStyles({
  text: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    margin: 0,
    '& ins': { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
    '& del': { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  },
});

interface Part {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** What changed from one version of a text to another, as the server at `at` tells it. */
export function Differences({ api, at }: { api: Api; at: string }) {
  const styles = useStyles();
  const { data, problem, reload } = useLoad(at, (signal) => api.get<{ parts: Part[] }>(at, { signal }));
  if (!data) return <ErrorNote problem={problem} retry={reload} />;
  return (
    <p className={styles.text} dir="auto" aria-label="What changed">
      {data.parts.map(({ kind, text }, index) => {
        if (kind === 'added') return <ins key={index}>{text}</ins>;
        return kind === 'removed' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>;
      })}
    </p>
  );
}
