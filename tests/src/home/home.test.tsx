/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { home as homeSchema } from '../../../server/features/home/contract.ts';
import { ViewerContext } from '../../../src/components/viewer.ts';
import { Asks, stepOf } from '../../../src/features/home/asks.tsx';
import { EngagementLinks } from '../../../src/features/home/engagement-links.tsx';
import { asksBeside } from '../../../src/features/home/home-screen.tsx';
import { NextSession } from '../../../src/features/home/next-session.tsx';
import { Upcoming } from '../../../src/features/home/upcoming.tsx';
import { Welcome } from '../../../src/features/home/welcome.tsx';
import { home, me, now, session, summary, uuidOf, waiting } from '../samples.ts';

const viewer = { locale: 'en-GB', zone: 'Asia/Kathmandu', moves: 0 };
const openLink = async () => undefined;

/** The words a person reads, and where links lead. */
function read(screen: ReactNode) {
  const html = renderToStaticMarkup(<ViewerContext value={viewer}>{screen}</ViewerContext>);
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  return { html, links, text: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') };
}

it('is shown samples that the API could have answered', () => {
  expect(homeSchema.safeParse(home()).error).toBeUndefined();
});

it('gives the newcomer one thing to do, and the way to what is theirs anyway', () => {
  const { links, text } = read(<Welcome name="Amara" programmeLead={false} />);
  expect(text).toContain('Welcome, Amara');
  expect(links).toEqual(['#/notices', '#/your-data', '#/engagements/new']);
});

it('leads a programme lead to the programme before there is an engagement in it', () => {
  expect(read(<Welcome name="Ruth" programmeLead />).links).toEqual(['#/programme', '#/notices', '#/your-data', '#/engagements/new']);
});

describe('what is next', () => {
  it('says when for everybody, with whom, and lets in', () => {
    const { text, links } = read(<NextSession session={session()} me={me} now={now} engagements={[]} openLink={openLink} />);
    for (const words of ['Tomorrow', 'Monday 23 November', '18:00 – 19:00', 'Kit Novak: 08:45 – 09:45 (St Johns)', 'Amara Diallo (you)', 'Coach, no answer yet', 'Join in Teams']) {
      expect(text).toContain(words);
    }
    expect(links).toEqual([`#/sessions/${session().id}`]);
  });

  it('says that it waits for Microsoft 365, and does not pretend there is a link', () => {
    const { text } = read(<NextSession session={session({ calendar: waiting, joinUrl: null })} me={me} now={now} engagements={[]} openLink={openLink} />);
    expect(text).toContain('Booking: waiting for Microsoft 365');
    expect(text).not.toContain('Join in Teams');
  });

  it('says when Microsoft 365 made no Teams link', () => {
    const { text } = read(<NextSession session={session({ joinUrl: null, joinUrlMissing: true })} me={me} now={now} engagements={[]} openLink={openLink} />);
    expect(text).toContain('no Teams link');
  });

  it('leads to finding times when nothing is booked in the one engagement', () => {
    const { links } = read(<NextSession session={null} me={me} now={now} engagements={[summary(), summary({ id: uuidOf(11), status: 'ended' })]} openLink={openLink} />);
    expect(links).toEqual([`#/engagements/${uuidOf(10)}/book`]);
  });
});

describe('what is asked', () => {
  const ask = { engagementId: uuidOf(10), sessionId: uuidOf(50), text: 'Please.' };

  it.each([
    ['book-next', `/engagements/${uuidOf(10)}/book`],
    ['coach-availability', `/engagements/${uuidOf(10)}`],
    ['calendar-attention', `/sessions/${uuidOf(50)}`],
    ['confirm-proposed', `/sessions/${uuidOf(50)}`],
  ] as const)('%s is settled at %s', (kind, to) => {
    expect(stepOf({ ...ask, kind }).to).toBe(to);
  });

  it('keeps its order, each step saying what it is for, and of which session', () => {
    const { html } = read(<Asks asks={home().asks} sessions={home().upcoming} />);
    expect([...html.matchAll(/aria-label="([^"]+)"/g)].map(([, label]) => label)).toEqual([
      'Ask the coach: Kit Novak has not said yet when they are free.',
      'See the session: A time on 10 December is proposed to you. Thursday 10 December, 19:45',
    ]);
  });

  it('offers the next booking once: not beside "Next" when that has it', () => {
    const asks = [{ kind: 'book-next' as const, engagementId: uuidOf(10), sessionId: null, text: 'Book.' }, { ...ask, kind: 'confirm-proposed' as const }];
    const kinds = (more: Partial<Parameters<typeof asksBeside>[0]>) => asksBeside({ next: null, asks, engagements: [summary()], ...more }).map(({ kind }) => kind);
    expect(kinds({})).toEqual(['confirm-proposed']);
    expect(kinds({ engagements: [summary(), summary({ id: uuidOf(11) })] })).toEqual(['book-next', 'confirm-proposed']);
    expect(kinds({ next: session() })).toEqual(['book-next', 'confirm-proposed']);
  });

  it('says so when nothing is', () => {
    expect(read(<Asks asks={[]} sessions={[]} />).text).toContain('Nothing right now.');
  });
});

it('names an engagement by the other person and says where it stands', () => {
  const engagements = [summary(), summary({ myRole: 'coach', status: 'paused', pausedUntil: '2027-01-08' }), summary({ myRole: null, nextSessionAt: null })];
  const { text } = read(<EngagementLinks engagements={engagements} now={now} />);
  for (const words of ['Coaching with Kit Novak', 'Coaching Amara Diallo', 'Paused until 8 January 2027', 'Amara Diallo’s coaching', 'Nothing booked yet']) {
    expect(text).toContain(words);
  }
});

it('shows nothing at all where nothing comes after', () => {
  expect(read(<Upcoming sessions={[]} me={me} now={now} />).html).toBe('');
});
