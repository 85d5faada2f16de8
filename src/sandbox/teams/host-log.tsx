import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useReachable } from '../chrome/use-reachable.ts';
import type { Exchange } from './host/use-host.ts';

const useStyles = makeStyles({
  corner: { flexShrink: 0, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground4, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}` },
  summary: { cursor: 'pointer', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, maxHeight: '180px', overflowY: 'auto' },
  refused: { color: tokens.colorPaletteRedForeground1 },
});

/** For developers: what the app asked this Teams, and what it was told. */
export function HostLog({ exchanges }: { exchanges: readonly Exchange[] }) {
  const styles = useStyles();
  const list = useReachable<HTMLOListElement>();
  const refused = exchanges.filter(({ reply }) => reply.refused).length;
  return (
    <details className={styles.corner}>
      <summary className={styles.summary}>
        For developers: {exchanges.length} messages between the app and this Teams{refused > 0 ? `, ${refused} refused` : ''}
      </summary>
      <ol className={styles.list} ref={list} aria-label="Messages">
        {exchanges.map(({ key, message, reply }) => (
          <li key={key}>
            <Caption1 className={mergeClasses(reply.refused && styles.refused)}>
              {message.func}({words(message.args)}) {reply.args ? `→ ${reply.refused ? 'refused: ' : ''}${words(reply.args)}` : ''}
            </Caption1>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Short enough for a line; a token is long, and nobody should read it off a screen. */
const words = (args: readonly unknown[]): string => args.map((arg) => (JSON.stringify(arg) ?? '').slice(0, 60)).join(', ');
