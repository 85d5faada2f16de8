import { FeedFailure } from '../failure.ts';
import { properties, type Property } from './lines.ts';

/** A BEGIN..END block with what was wanted of it. */
export interface Component {
  kind: string;
  properties: Property[];
  parts: Component[];
}

/** Calendars nest three deep (calendar, event, alarm); a file that goes on is no calendar. */
const DEPTH_LIMIT = 10;

/**
 * The blocks of an iCalendar stream, under one root without a kind. Throws FeedFailure 'not-a-calendar' when blocks do not close:
 * a file that was cut off would show time as free that is not.
 */
export function components(text: string): Component {
  const root: Component = { kind: '', properties: [], parts: [] };
  const open = [root];
  for (const property of properties(text)) {
    if (property.name === 'BEGIN') begin(open, property.value.toUpperCase());
    else if (property.name === 'END') end(open, property.value.toUpperCase());
    else open.at(-1)!.properties.push(property);
  }
  if (open.length > 1) throw new FeedFailure('not-a-calendar', 'The calendar breaks off in the middle.');
  return root;
}

function begin(open: Component[], kind: string): void {
  if (open.length > DEPTH_LIMIT) throw new FeedFailure('not-a-calendar', 'The blocks of this calendar are nested too deep.');
  const component = { kind, properties: [], parts: [] };
  open.at(-1)!.parts.push(component);
  open.push(component);
}

function end(open: Component[], kind: string): void {
  if (open.length < 2 || open.pop()!.kind !== kind) {
    throw new FeedFailure('not-a-calendar', `The calendar is broken: an END:${kind.slice(0, 20)} closes nothing.`);
  }
}

/** The first property of that name, or undefined. */
export const first = (component: Component, name: string): Property | undefined =>
  component.properties.find((property) => property.name === name);

/** Every property of that name. */
export const every = (component: Component, name: string): Property[] =>
  component.properties.filter((property) => property.name === name);
