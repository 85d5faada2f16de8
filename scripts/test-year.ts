import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

// A seeded year of coaching in the simulated tenant, with faults: `npm run test:year -- --engagements 200 --seed 1`.

const { values } = parseArgs({ options: { engagements: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } });
for (const [name, value] of Object.entries(values)) {
  if (/^[1-9]\d{0,4}$/.test(value)) continue;
  console.error(`--${name} must be a whole number from 1 on, not "${value}".`);
  process.exit(2);
}
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', 'tests/features/attendance/year'];
const env = { ...process.env, FIELDWORK_YEAR: values.engagements, FIELDWORK_YEAR_SEED: values.seed };
process.exitCode = spawnSync(process.execPath, jest, { env, stdio: 'inherit' }).status ?? 1;
