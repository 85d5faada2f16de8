import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, Caption1, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import type { Availability } from '../../../server/features/availability/contract.ts';
import { FormField } from '../../components/form-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { feedGuides, feedState } from './feed-words.ts';

const useStyles = makeStyles({
  input: { minWidth: 0, width: '100%', '& > input': { minWidth: 0 } },
  state: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { fontSize: '20px', flexShrink: 0 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  problem: { color: tokens.colorStatusDangerForeground3 },
  how: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalS },
});

interface FeedPanelProps {
  url: string;
  change: (url: string) => void;
  availability: Availability;
  now: Date;
}

/** The calendar's own link, how to find it, and what reading it brought. */
export function FeedPanel({ url, change, availability, now }: FeedPanelProps) {
  const styles = useStyles();
  return (
    <Panel title="Your calendar">
      <FormField field="feedUrl" label="Calendar link (optional)" hint="An address that ends in .ics, or starts with webcal://.">
        <Input
          className={styles.input}
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2048}
          value={url}
          placeholder="https://…"
          onChange={(_event, data) => change(data.value)}
        />
      </FormField>
      <Read availability={availability} url={url} now={now} />
      <div className={styles.how}>
        <Body1>How do I find it?</Body1>
        <Accordion collapsible>
          {feedGuides.map(({ name, steps }) => (
            <AccordionItem key={name} value={name}>
              <AccordionHeader as="h3" size="small">
                {name}
              </AccordionHeader>
              <AccordionPanel>
                <ol className={styles.steps}>
                  {steps.map((step) => (
                    <li key={step}>
                      <Caption1>{step}</Caption1>
                    </li>
                  ))}
                </ol>
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </div>
    </Panel>
  );
}

/** Said of the link that was saved; of one that is being typed nothing is known yet. */
function Read({ availability, url, now }: { availability: Availability; url: string; now: Date }) {
  const styles = useStyles();
  const state = url.trim() === (availability.feedUrl ?? '') ? feedState(availability, now) : null;
  return (
    <div aria-live="polite">
      {state && (
        <div className={styles.state}>
          {state.tone === 'ok' ? <CheckmarkCircleRegular className={mergeClasses(styles.icon, styles.ok)} aria-label="Read" /> : <ErrorCircleRegular className={mergeClasses(styles.icon, styles.problem)} aria-label="Problem" />}
          <Body1>{state.text}</Body1>
        </div>
      )}
    </div>
  );
}
