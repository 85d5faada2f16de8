import { Body1, Button, Link } from '@fluentui/react-components';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { ask } from '../tenant/api.ts';
import { Part } from './part.tsx';

/** Every exchange with Graph, to read or to forget. */
export function TrafficPart() {
  const notify = useNotify();
  const clear = useAction(async () => {
    await ask('/traffic', { method: 'DELETE' });
    notify.done('The traffic was forgotten');
  });
  return (
    <Part title="Traffic">
      <Body1>
        Every exchange with Microsoft Graph since it was last forgotten:{' '}
        <Link href="/sandbox/api/traffic" download="traffic.ndjson" inline>
          traffic.ndjson
        </Link>
        , one a line.
      </Body1>
      <ErrorNote problem={clear.problem} />
      <div>
        <Button disabledFocusable={clear.busy} onClick={() => void clear.run()}>
          Forget it
        </Button>
      </div>
    </Part>
  );
}
