import { describe, expect, it } from '@jest/globals';
import { chatOf } from '../../../../src/sandbox/tenant/calendar.ts';
import { playedAddress } from '../../../../src/sandbox/teams/host/links.ts';

const join = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d';
const parts = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  return { pathname, ...Object.fromEntries(searchParams) };
};

describe('where links lead inside the sandbox', () => {
  it('a meeting link leads into the played meeting', () => {
    expect(chatOf(join)).toBe('19:meeting_abc@thread.v2');
    expect(parts(playedAddress(join, 'a@b.example'))).toEqual({ pathname: '/sandbox/teams', user: 'a@b.example', surface: 'panel', chat: '19:meeting_abc@thread.v2' });
  });

  it('a deep link leads into the tab, at its place', () => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: '/sessions/1' }));
    expect(parts(playedAddress(`https://teams.microsoft.com/l/entity/app/home?context=${context}`, 'a@b.example'))).toEqual({ pathname: '/sandbox/teams', user: 'a@b.example', subpage: '/sessions/1' });
    expect(parts(playedAddress('https://teams.microsoft.com/l/entity/app/home?context=%7b', 'a@b.example'))).toEqual({ pathname: '/sandbox/teams', user: 'a@b.example' });
  });

  it('a calendar link leads to the played calendar', () => {
    expect(parts(playedAddress('https://outlook.office365.com/owa/?itemid=AAk%3D&exvsurl=1', 'a@b.example'))).toEqual({ pathname: '/sandbox/outlook', user: 'a@b.example', view: 'calendar', event: 'AAk=' });
  });

  it.each(['https://example.com/x', 'http://localhost:3978/coach#secret', 'not a link'])('%s stays as it is', (url) => {
    expect(playedAddress(url, 'a@b.example')).toBe(url);
  });
});
