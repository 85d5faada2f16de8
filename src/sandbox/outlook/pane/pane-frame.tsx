import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useAddress } from '../../chrome/address.ts';
import { Choice } from '../../chrome/choice.tsx';
import { useChromeTheme } from '../../chrome/theme.ts';
import { ask } from '../../tenant/api.ts';
import type { Person } from '../../tenant/tenant.ts';
import { type FormState, type Hello, isAsk, type PlayedItem, type Tell } from './office-messages.ts';

const useStyles = makeStyles({
  pane: { width: '320px', maxWidth: '100%', display: 'flex', flexDirection: 'column', border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', padding: tokens.spacingHorizontalS },
  title: { margin: 0 },
  way: { padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}` },
  frame: { border: 'none', width: '100%', height: 'calc(100vh - 190px)', minHeight: '520px' },
});

/** How this Outlook signs people in to add-ins. */
export const signIns = { nested: 'Nested app authentication', legacy: 'The older way', refused: 'Not allowed yet' } as const;
type SignInWay = keyof typeof signIns;

/** Colours as Outlook tells them; themes have no names there. */
const colors = {
  default: { body: '#ffffff', text: '#242424' },
  dark: { body: '#292929', text: '#ffffff' },
  contrast: { body: '#000000', text: '#ffffff' },
} as const;

/** The form beside the pane, as add-ins read and write it. */
export interface FormAccess {
  read: () => FormState;
  write: (part: Partial<FormState>) => void;
}

/** As Outlook confines add-ins. */
const confined = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

interface PaneFrameProps {
  person: Person;
  item: PlayedItem;
  form?: FormAccess;
  close: () => void;
}

/** The add-in's pane with this page as its Outlook: answers the played office.js in the frame, and nobody else. */
export function PaneFrame({ person, item, form, close }: PaneFrameProps) {
  const styles = useStyles();
  const { get, change } = useAddress();
  const [theme] = useChromeTheme();
  const way = (get('signin') ?? 'nested') as SignInWay;
  const frame = useRef<HTMLIFrameElement>(null);
  const hello: Hello = { colors: colors[theme], user: { emailAddress: person.address, displayName: person.name }, nested: way !== 'legacy', item };
  const latest = useRef({ hello, form, way });
  useEffect(() => {
    latest.current = { hello, form, way };
  });
  useAnswers(frame, latest, person);
  useTelling(frame, hello, theme, item);
  return (
    <aside aria-label="Fieldwork" className={styles.pane}>
      <div className={styles.head}>
        <Subtitle2 as="h3" className={styles.title}>
          Fieldwork
        </Subtitle2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close the pane" onClick={close} />
      </div>
      <div className={styles.way}>
        <Choice label="Signs in by" value={way} options={Object.entries(signIns) as [SignInWay, string][]} change={(next) => change({ signin: next }, { replace: true })} />
      </div>
      <iframe ref={frame} key={way} title="Fieldwork in Outlook" src="/task-pane" sandbox={confined} className={styles.frame} />
    </aside>
  );
}

type Latest = { hello: Hello; form: FormAccess | undefined; way: SignInWay };

function useAnswers(frame: React.RefObject<HTMLIFrameElement | null>, latest: React.RefObject<Latest>, person: Person): void {
  useEffect(() => {
    const answer = async (what: string, args: unknown[]): Promise<unknown> => {
      const { hello, form, way } = latest.current;
      if (what === 'hello') return hello;
      if (what === 'get') return form?.read()[args[0] as keyof FormState] ?? '';
      if (what === 'set') return void form?.write({ [args[0] as string]: args[1] });
      return tokenFor(person, way, args[0] === 'nested');
    };
    const listen = ({ source, origin, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || origin !== location.origin || !isAsk(data)) return;
      const tell = (message: Tell) => (source as Window).postMessage(message, origin);
      answer(data.what, data.args).then(
        (value) => tell({ office: 'answer', id: data.id, value }),
        (error: unknown) => tell({ office: 'refusal', id: data.id, code: (error as { code?: number }).code ?? 5001, message: (error as Error).message }),
      );
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [frame, latest, person]);
}

/** A token as the broker in Outlook (with account and id token), or its older call (the token alone), hands it over. */
async function tokenFor({ address, objectId, name }: Person, way: SignInWay, nested: boolean): Promise<unknown> {
  if (way === 'refused') throw Object.assign(new Error('consent_required'), { code: 13005 });
  const { token } = await ask<{ token: string }>('/token', { method: 'POST', body: { user: address, surface: 'outlook' } });
  if (!nested) return token;
  const account = { homeAccountId: objectId, environment: 'login.microsoftonline.com', localAccountId: objectId, username: address, name };
  return { token: { access_token: token, id_token: token, expires_in: 3600, scope: '' }, account };
}

function useTelling(frame: React.RefObject<HTMLIFrameElement | null>, hello: Hello, theme: string, item: PlayedItem): void {
  const told = useRef({ theme, itemId: item.itemId });
  useEffect(() => {
    const tell = (message: Tell) => frame.current?.contentWindow?.postMessage(message, location.origin);
    if (told.current.theme !== theme) tell({ office: 'event', name: 'themeChanged', value: hello });
    if (told.current.itemId !== item.itemId) tell({ office: 'event', name: 'itemChanged', value: item });
    told.current = { theme, itemId: item.itemId };
  }, [frame, hello, theme, item]);
}
