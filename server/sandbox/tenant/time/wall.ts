import { utcToWall, wallToUtc, zoneTable } from '../../../platform/zones.ts';
import type { WallTime } from '../model.ts';

/** A wall clock `YYYY-MM-DDTHH:MM:SS[.f]` in milliseconds, as if it were UTC. */
export const wallMs = (local: string): number => Date.parse(`${local}Z`);

/** The wall clock, to the second, of milliseconds as if they were UTC. */
export const wallText = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** Instant (epoch ms) of a wall-clock time. One that a clock change skips comes out later; of a repeated one the earlier is meant. */
export const instantOf = (time: { local: string; zone: string }): number => wallToUtc(zoneTable(time.zone), wallMs(time.local));

/** What the clocks of a zone show at an instant (epoch ms). */
export const wallAt = (ms: number, zone: string, zoneName: string): WallTime => ({
  local: wallText(utcToWall(zoneTable(zone), ms)),
  zone,
  zoneName,
});
