import { startProcess } from './compose.ts';
import { systemClock } from './platform/clock.ts';
import { environment, readConfiguration, type Configuration, type Duty } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { credentialFrom, type Credential } from './platform/microsoft/credential.ts';
import { networkTransport } from './platform/microsoft/transport.ts';

/** Milliseconds after which a process that cannot finish ends all the same: nothing that was acknowledged is lost by it. */
const patience = 55_000;

/** What is wrong with the configuration is for a person to read, without a stack. */
function configuration(): { settings: Configuration; credential: Credential } {
  try {
    const settings = readConfiguration(environment());
    return { settings, credential: credentialFrom(settings.proof) };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Ends this process with 0 once `stop` has finished what was begun; a second signal ends it at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), patience).unref();
    stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** One process against a real tenant, until it is told to stop. `duty` is what it does; as configured unless given. */
export async function run(duty?: Duty): Promise<void> {
  const { settings, credential } = configuration();
  const running = await startProcess({
    ...settings,
    settings,
    duty: duty ?? settings.duty,
    database: { url: settings.databaseUrl, directory: null },
    credential,
    transport: networkTransport,
    clock: systemClock,
    log: createLog(settings.logLevel),
  });
  stopOnSignal(running.stop);
}
