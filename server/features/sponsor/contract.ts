import { z } from 'zod';
import { personPick, version } from '../people/contract.ts';

/** Who sponsors an engagement from now on; null for nobody. `version` is the engagement's that was read. */
export const changeSponsor = z.strictObject({ version, sponsor: personPick.nullable() });
export type ChangeSponsor = z.infer<typeof changeSponsor>;
