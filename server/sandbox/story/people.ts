import type { SeedPerson } from '../tenant/seed.ts';

export const DOMAIN = 'tamarind.example';
const at = (name: string): string => `${name}@${DOMAIN}`;

/** The parts people play in the story; everybody else refers to them by these names. */
export const cast = {
  client: at('maya.okonkwo'),
  sponsor: at('daniel.reyes'),
  chief: at('ingrid.solheim'),
  engineering: at('sunita.gurung'),
  sales: at('tomas.herrera'),
  manager: at('leila.haddad'),
  designer: at('kenji.watanabe'),
  analyst: at('owen.price'),
  programmeLead: at('ruth.feldman'),
  inHouseCoach: at('anneke.devries'),
  outsideCoach: 'nora@whelan-coaching.example',
  outsideAdviser: 'marcus@boateng-advisory.example',
} as const;

export type Member = Omit<SeedPerson, 'objectId' | 'events'>;

const mondayToFriday = [1, 2, 3, 4, 5];
const nineToFive = { weekdays: mondayToFriday, start: '09:00', end: '17:00' };
const plain = { appRoles: [], teamsLicence: true, workingHours: nineToFive };
const london = { zone: 'Europe/London', zoneName: 'GMT Standard Time' };
const newYork = { zone: 'America/New_York', zoneName: 'Eastern Standard Time' };

/** Everybody with a mailbox, over seven zones. */
export const members: Member[] = [
  { ...plain, ...london, address: cast.client, displayName: 'Maya Okonkwo', jobTitle: 'VP Product', manager: cast.sponsor },
  {
    ...plain,
    ...newYork,
    address: cast.sponsor,
    displayName: 'Daniel Reyes',
    jobTitle: 'Chief Operating Officer',
    manager: cast.chief,
    workingHours: { ...nineToFive, end: '17:30' },
  },
  {
    ...plain,
    address: cast.chief,
    displayName: 'Ingrid Solheim',
    jobTitle: 'Chief Executive Officer',
    manager: null,
    zone: 'Europe/Oslo',
    zoneName: 'W. Europe Standard Time',
    workingHours: { ...nineToFive, start: '08:00', end: '16:00' },
  },
  {
    ...plain,
    address: cast.engineering,
    displayName: 'Sunita Gurung',
    jobTitle: 'Director of Engineering',
    manager: cast.sponsor,
    zone: 'Asia/Kathmandu',
    zoneName: 'Nepal Standard Time',
    // Nepal's offices work from Sunday to Friday.
    workingHours: { weekdays: [1, 2, 3, 4, 5, 7], start: '10:00', end: '18:00' },
  },
  {
    ...plain,
    address: cast.sales,
    displayName: 'Tomás Herrera',
    jobTitle: 'VP Sales',
    manager: cast.sponsor,
    zone: 'America/Sao_Paulo',
    zoneName: 'E. South America Standard Time',
  },
  { ...plain, ...london, address: cast.manager, displayName: 'Leila Haddad', jobTitle: 'Product Manager', manager: cast.client },
  {
    ...plain,
    address: cast.designer,
    displayName: '渡辺 健二 (Kenji Watanabe)',
    jobTitle: 'Product Designer',
    manager: cast.client,
    zone: 'Asia/Tokyo',
    zoneName: 'Tokyo Standard Time',
  },
  // Nobody makes Teams meetings in this name: what then happens can be tried.
  { ...plain, ...london, address: cast.analyst, displayName: 'Owen Price', jobTitle: 'Operations Analyst', manager: cast.sponsor, teamsLicence: false },
  {
    ...plain,
    ...newYork,
    address: cast.programmeLead,
    displayName: 'Ruth Feldman',
    jobTitle: 'Head of Leadership Development',
    manager: cast.chief,
    appRoles: ['ProgrammeLead'],
  },
  {
    ...plain,
    address: cast.inHouseCoach,
    displayName: 'Anneke de Vries',
    jobTitle: 'Leadership Coach',
    manager: cast.programmeLead,
    zone: 'Europe/Amsterdam',
    zoneName: 'W. Europe Standard Time',
  },
];
