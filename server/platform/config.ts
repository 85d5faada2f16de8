/** What `createApp` needs to know about its surroundings; made by a main or a test. */
export interface AppSettings {
  /** Public origin without a trailing slash, e.g. `https://fieldwork.example`. Personal links and deep links start with it. */
  baseUrl: string;
  /** The application's (client) id in Entra, also the Teams app's `webApplicationInfo.id`. */
  clientId: string;
  /** The Teams app's id in the manifest. */
  teamsAppId: string;
  /** Where people sign in: the one tenant's authority, or Entra's for organisations when there are several. */
  authority: string;
  /** Folder of the built front end, or null to serve none. */
  staticDir: string | null;
  /** Origins whose calendar feeds may be read although they are not public https (empty in production). */
  feedOriginsAllowed: string[];
  /** Extra sources of the Content-Security-Policy's `frame-ancestors` (empty in production). */
  extraFrameAncestors: string[];
  /** Address of the mailbox that notices are mailed from; without one nobody is mailed unasked. */
  noticesFrom?: string | null;
  /** Hours after which a followed calendar is read although nothing was heard of it, in case a notification got lost; 24 unless told. */
  safetyReadHours?: number;
}

/** Everything a real deployment is told by its environment. */
export interface Configuration extends AppSettings {
  port: number;
  databaseUrl: string;
  clientSecret: string;
  /** Entra tenants that may use this deployment. */
  tenants: string[];
  logLevel: string;
}

/** The process' environment: the only place that reads it. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Collects what is wrong instead of stopping at the first. */
function reader(from: Readonly<Record<string, string | undefined>>) {
  const problems: string[] = [];
  const read = (name: string, right: RegExp, wanted: string, fallback?: string): string => {
    const value = from[name]?.trim() || fallback;
    if (value === undefined) problems.push(`${name} is missing: ${wanted}`);
    else if (!right.test(value)) problems.push(`${name} must be ${wanted}`);
    return value ?? '';
  };
  return { read, problems };
}

/**
 * Typed configuration of a real deployment. Throws one Error that names every problem, so that an operator mends them
 * in one go. Never holds a default for anything that is a secret or decides who may come in.
 */
export function readConfiguration(from: Readonly<Record<string, string | undefined>>): Configuration {
  const { read, problems } = reader(from);
  const baseUrl = read('BASE_URL', /^https:\/\/[^/]+$/, 'the public https origin without a trailing slash');
  const clientId = read('CLIENT_ID', uuid, "the Entra application's client id");
  const tenants = read('TENANT_IDS', /\S/, 'the Entra tenant ids that may sign in, separated by commas').split(',').map((id) => id.trim());
  if (tenants.some((id) => id !== '' && !uuid.test(id))) problems.push('TENANT_IDS must hold UUIDs only');
  const configuration: Configuration = {
    baseUrl,
    authority: `https://login.microsoftonline.com/${tenants.length === 1 ? tenants[0] : 'organizations'}`,
    clientId,
    tenants,
    teamsAppId: read('TEAMS_APP_ID', uuid, "the Teams app's id in the catalogue"),
    clientSecret: read('CLIENT_SECRET', /\S/, "a client secret of the Entra application"),
    databaseUrl: read('DATABASE_URL', /^postgres(ql)?:\/\//, 'the connection string of a PostgreSQL 15 or newer'),
    port: Number(read('PORT', /^\d{1,5}$/, 'a port number', '3978')),
    logLevel: read('LOG_LEVEL', /^(fatal|error|warn|info|debug|trace|silent)$/, 'fatal, error, warn, info, debug, trace or silent', 'info'),
    staticDir: read('STATIC_DIR', /\S/, 'the folder of the built pages', 'dist/web'),
    feedOriginsAllowed: [],
    extraFrameAncestors: [],
    noticesFrom: from.NOTICES_FROM?.trim() ? read('NOTICES_FROM', /^[^@\s]+@[^@\s]+$/, 'the address of the mailbox that notices are sent from') : null,
    safetyReadHours: Number(read('SAFETY_READ_HOURS', /^([1-9]|[1-9]\d|1[0-5]\d|16[0-8])$/, 'whole hours from 1 to 168', '24')),
  };
  if (problems.length > 0) throw new Error(`The configuration is not complete:\n- ${problems.join('\n- ')}`);
  return configuration;
}

export interface SandboxConfiguration {
  port: number;
  dataDir: string;
  databaseUrl: string | null;
  logLevel: string;
  /** Origins beside the sandbox's own whose calendar feeds may be read although they are not public https. */
  feedOrigins: string[];
}

/** Where the sandbox listens and keeps its data. Throws one Error that names every problem. */
export function readSandboxConfiguration(from: Readonly<Record<string, string | undefined>>): SandboxConfiguration {
  const { read, problems } = reader(from);
  const port = Number(read('PORT', /^\d{1,5}$/, 'a port number from 0 to 65535', '3978'));
  if (port > 65_535) problems.push('PORT must be a port number from 0 to 65535');
  const dataDir = read('FIELDWORK_DATA', /\S/, 'a folder', '.fieldwork');
  const databaseUrl = from.DATABASE_URL ? read('DATABASE_URL', /^postgres(ql)?:\/\//, 'the connection string of a PostgreSQL 15 or newer') : null;
  const logLevel = read('LOG_LEVEL', /^(fatal|error|warn|info|debug|trace|silent)$/, 'fatal, error, warn, info, debug, trace or silent', 'warn');
  const feedOrigins = (from.FEED_ORIGINS ?? '').split(',').map((origin) => origin.trim()).filter((origin) => origin !== '');
  if (feedOrigins.some((origin) => !/^https?:\/\/[^/\s]+$/.test(origin))) problems.push('FEED_ORIGINS must be origins such as http://127.0.0.1:8000, separated by commas');
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { port, dataDir, databaseUrl, logLevel, feedOrigins };
}
