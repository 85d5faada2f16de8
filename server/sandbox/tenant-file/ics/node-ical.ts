import nodeIcal from 'node-ical';

/** node-ical is CommonJS: Node sees only its default export. */
export const { sync } = nodeIcal;
