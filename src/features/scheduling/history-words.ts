import type { Happening } from '../../../server/features/scheduling/contract.ts';
import type { Tell } from './reschedule-words.ts';

const plain: Partial<Record<Happening['what'], [string, string]>> = {
  booked: ['booked it', 'It was booked'], accepted: ['accepted', 'Somebody accepted'], tentative: ['might come', 'Somebody might come'],
  declined: ['cannot come', 'Somebody cannot come'], agreed: ['agreed', 'It was agreed to'], kept: ['kept the time', 'The time was kept'],
  withdrawn: ['took the question back', 'The question was taken back'], 'reason-given': ['said why', 'The reason was given'],
  'handed-over': ['sends the invitation now', 'Somebody else sends the invitation now'], 'cancel-asked': ['asked to cancel it', 'The programme’s office asked to cancel it'],
  strangers: ['invited more people in Outlook', 'More people were invited in Outlook'],
};

type Said = [string, string];

function changed(line: Happening, tell: Tell): Said {
  const where = line.what.endsWith('-in-outlook') ? ' in Outlook' : '';
  const notice = line.late ? ' at short notice' : '';
  if (line.what.startsWith('cancelled')) return [`cancelled it${where}${notice}`, `It was cancelled${where}${notice}`];
  const span = line.from && line.to ? ` from ${tell(line.from)} to ${tell(line.to)}` : '';
  return [`moved it${where}${span}${notice}`, `It was moved${where}${span}${notice}`];
}

/** What somebody did, after their name; and the whole sentence where no name is known. */
function whatHappened(line: Happening, tell: Tell): Said {
  const about = line.about ?? 'somebody';
  const to = line.to ? tell(line.to) : 'another time';
  const words: Partial<Record<Happening['what'], Said>> = {
    ...plain,
    'move-asked': [`asked to move it to ${to}`, `The programme’s office asked to move it to ${to}`],
    'proposed-time': [`proposed ${to}`, `${to} was proposed`],
    uninvited: [`took ${about} off the invitation`, `${about} was taken off the invitation`],
    'invited-again': [`invited ${about} again`, `${about} was invited again`],
  };
  return words[line.what] ?? changed(line, tell);
}

/** One line of what happened: "Amara Diallo cancelled it at short notice: illness." */
export function happeningWords(line: Happening, tell: Tell): string {
  if (line.what === 'no-answer') return 'No answer came in time: the session stayed.';
  if (line.what === 'confirmed') return 'Everybody needed accepted: it is booked.';
  const [by, alone] = whatHappened(line, tell);
  const who = line.mine ? 'You' : line.by;
  const said = who === null ? alone : `${who} ${by}`;
  const mine = line.mine ? said.replace('You sends', 'You send') : said;
  return `${mine}${line.reason ? `: ${line.reason.toLowerCase()}` : ''}.`;
}
