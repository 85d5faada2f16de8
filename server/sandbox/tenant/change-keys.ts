import type { EventDocument } from './model.ts';

/** The change key of an event's present state. Of fixed length, so that keys rise as the text that they are. */
export const changeKeyOf = (event: EventDocument): string => `CQAAABYAAAD${String(event.change).padStart(12, '0')}`;
export const etagOf = (event: EventDocument): string => `W/"${changeKeyOf(event)}"`;
