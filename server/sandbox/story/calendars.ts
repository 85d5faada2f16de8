import type { SeedEvent } from '../tenant/seed.ts';
import { cast } from './people.ts';
import type { Diary } from './week.ts';

/**
 * Until this day from today, Maya's launch leaves no hour that suits her, Daniel and Nora together, whatever day it is and through
 * the weeks in which Europe and America disagree about summer time. Then come a Monday and a Tuesday that open.
 */
const LAUNCH_LAST_DAY = 21;

type Pages = (diary: Diary) => SeedEvent[];

/** London. Mondays and Tuesdays open late in the afternoon once the launch is over. */
const client: Pages = ({ weekly, once, away }) => [
  weekly('Product leads', ['MO', 'WE'], '09:30', '10:00'),
  weekly('Focus: strategy paper', ['TU'], '09:15', '11:15'),
  weekly('Customer interviews', ['TH'], '10:00', '12:00'),
  weekly('Launch: messaging', ['MO'], '13:00', '13:45', { lastDay: LAUNCH_LAST_DAY }),
  weekly('Leadership team', ['MO'], '14:30', '15:30'),
  weekly('Launch readiness', ['MO'], '16:00', '17:00', { lastDay: LAUNCH_LAST_DAY }),
  weekly('1:1 Leila', ['TU'], '13:00', '14:00'),
  weekly('Launch: customer calls', ['TU'], '15:30', '16:30', { lastDay: LAUNCH_LAST_DAY }),
  weekly('Roadmap', ['WE'], '13:00', '14:00'),
  weekly('Design critique', ['WE'], '15:15', '16:30'),
  weekly('1:1 Daniel', ['TH'], '14:00', '14:45'),
  weekly('Hiring panel', ['TH'], '15:15', '16:30'),
  weekly('Focus time', ['FR'], '13:00', '14:30'),
  weekly('Perhaps: pricing workshop', ['FR'], '15:00', '16:30', { showAs: 'tentative', interval: 2 }),
  weekly('School run', ['MO', 'TU', 'WE', 'TH', 'FR'], '08:15', '09:00', { private: true, showAs: 'oof' }),
  once('Dentist', 1, 'TH', '09:00', '10:00', { private: true, showAs: 'oof' }),
  away('Annual leave', 2, 'WE', 'TH'),
  away('Working from Manchester', 4, 'TH', 'FR', { showAs: 'workingElsewhere' }),
];

/** New York. */
const sponsor: Pages = ({ weekly, once, away }) => [
  weekly('Operations stand-up', ['MO'], '09:00', '09:45'),
  weekly('Finance review', ['MO'], '13:30', '14:30'),
  weekly('Operations review', ['TU'], '09:30', '10:30'),
  weekly('Supply call', ['WE'], '09:00', '10:00'),
  weekly('Executive committee', ['WE'], '12:00', '14:30'),
  weekly('1:1 Maya', ['TH'], '09:00', '09:45'),
  weekly('Plant managers', ['TH'], '11:00', '12:30'),
  weekly('Site visits', ['FR'], '10:00', '17:30', { showAs: 'oof', location: 'Albany plant' }),
  once('Flight to Oslo', 5, 'TH', '16:00', '17:30', { showAs: 'oof', location: 'JFK' }),
  away('Board meeting, Oslo', 5, 'FR', 'FR'),
];

/** St John's, Newfoundland; this is what Nora's public feed says. */
const outsideCoach: Pages = ({ weekly, once, away }) => [
  weekly('Coaching', ['MO'], '09:00', '10:30'),
  weekly('Coaching', ['MO'], '15:00', '16:30'),
  weekly('Coaching', ['TU'], '09:30', '11:00'),
  weekly('Peer supervision', ['TU'], '16:00', '17:00'),
  weekly('Supervision group', ['WE'], '10:30', '13:00'),
  weekly('Coaching', ['TH'], '13:00', '16:30'),
  weekly('Writing', ['FR'], '10:00', '12:00', { showAs: 'tentative' }),
  once('Conference call', 4, 'WE', '14:00', '15:00'),
  away('Conference, Halifax', 6, 'TH', 'FR'),
];

const chief: Pages = ({ weekly, away }) => [
  weekly('Executive committee', ['WE'], '18:00', '20:30'),
  weekly('1:1 Daniel', ['TU'], '13:00', '14:00'),
  weekly('Investor hour', ['TH'], '14:00', '15:00'),
  weekly('Desk time', ['MO', 'FR'], '08:00', '10:00'),
  away('Board meeting', 5, 'FR', 'FR', { showAs: 'busy' }),
];

const engineering: Pages = ({ weekly, once, away }) => [
  weekly('Stand-up', ['SU', 'MO', 'TU', 'WE', 'TH'], '10:15', '10:30'),
  weekly('Architecture', ['TU'], '14:00', '15:30'),
  weekly('With London', ['MO', 'TH'], '15:45', '17:15'),
  weekly('Hiring', ['WE'], '12:00', '13:00'),
  once('Power maintenance', 1, 'FR', '10:00', '13:00', { showAs: 'workingElsewhere' }),
  away('Dashain', 8, 'MO', 'FR'),
];

const sales: Pages = ({ weekly, away }) => [
  weekly('Pipeline', ['MO', 'TH'], '10:00', '11:00'),
  weekly('Forecast', ['FR'], '14:00', '15:00'),
  weekly('Customers', ['TU', 'WE'], '13:00', '16:00', { showAs: 'oof' }),
  away('Trade fair, Bogotá', 3, 'MO', 'WE'),
];

const manager: Pages = ({ weekly }) => [
  weekly('1:1 Maya', ['TU'], '13:00', '14:00'),
  weekly('Squad planning', ['MO'], '10:30', '12:00'),
  weekly('Backlog', ['WE', 'FR'], '11:00', '12:00'),
  weekly('Leaves early', ['TH'], '15:30', '17:00', { private: true, showAs: 'oof' }),
];

const designer: Pages = ({ weekly }) => [
  weekly('Design hours', ['MO', 'WE', 'FR'], '10:00', '12:00'),
  weekly('Design critique', ['TH'], '00:15', '01:30', { showAs: 'tentative' }),
  weekly('Research', ['TU'], '13:00', '15:00'),
];

const analyst: Pages = ({ weekly, once }) => [
  weekly('Numbers', ['MO'], '09:00', '10:30'),
  weekly('Dashboards', ['TU', 'TH'], '14:00', '15:00'),
  once('Training', 2, 'TU', '09:00', '17:00'),
];

const programmeLead: Pages = ({ weekly, away }) => [
  weekly('Coach pool', ['TU'], '10:00', '11:00'),
  weekly('Programme office hours', ['TH'], '13:00', '15:00'),
  weekly('HR leadership', ['MO'], '11:00', '12:00'),
  away('Offsite', 7, 'TU', 'WE'),
];

const inHouseCoach: Pages = ({ weekly, away }) => [
  weekly('Coaching', ['MO', 'WE'], '09:30', '12:00'),
  weekly('Coaching', ['TU', 'TH'], '13:00', '15:30'),
  weekly('Supervision', ['FR'], '09:00', '10:30', { interval: 2 }),
  away('Leave', 3, 'TH', 'FR'),
];

/** What stands in everybody's calendar, by address. */
export const calendars: Record<string, Pages> = {
  [cast.client]: client,
  [cast.sponsor]: sponsor,
  [cast.chief]: chief,
  [cast.engineering]: engineering,
  [cast.sales]: sales,
  [cast.manager]: manager,
  [cast.designer]: designer,
  [cast.analyst]: analyst,
  [cast.programmeLead]: programmeLead,
  [cast.inHouseCoach]: inHouseCoach,
  [cast.outsideCoach]: outsideCoach,
};
