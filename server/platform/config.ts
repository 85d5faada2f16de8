import { usualRates, type RateSettings } from './rate-limits.ts';
import { proofs, variables, type Variable, type VariableName } from './variables.ts';

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
  /** Whether changes in clients' calendars are told for their review blocks; without it each is looked at once a day. On unless told. */
  reviewNotifications?: boolean;
  /** Proxies of ours in front, which say from where a request came; 0 unless told. */
  trustProxies?: number;
  /** Days that lines of the audit log are kept; a year unless told. */
  auditDays?: number;
}

/** What one process does: answer requests, background work, or both. */
export type Duty = 'web' | 'worker' | 'both';

/** How one process is run, beside what the product is told. */
export interface Operation {
  duty: Duty;
  /** Port of `/metrics`; null serves none. */
  metricsPort: number | null;
  /** Seconds that requests are still taken after `/readyz` said that the process is going. */
  drainSeconds: number;
  /** Keys of 32 bytes in base64 that stored tokens are sealed with, newest first. */
  tokenKeys: string[];
  rates: RateSettings;
}

/** How Fieldwork proves to Entra that it is Fieldwork, as configured. */
export type ProofSetting =
  | { kind: 'secret'; secret: string }
  /** PEM of a certificate and its private key, or the path of such a file. */
  | { kind: 'certificate'; pemOrPath: string }
  /** `null`: the one identity that the system assigned. */
  | { kind: 'managed-identity'; clientId: string | null }
  | { kind: 'token-file'; path: string };

/** Everything a real deployment is told by its environment (`variables.ts`). */
export interface Configuration extends AppSettings, Operation {
  port: number;
  databaseUrl: string;
  proof: ProofSetting;
  /** Entra tenants that may use this deployment. */
  tenants: string[];
  logLevel: string;
}

/** The process' environment: the only place that reads it. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;

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

/** Reads every variable of the list; what is wrong is added to `problems`. A variable that may be absent and is, is ''. */
function readAll(from: Readonly<Record<string, string | undefined>>, problems: string[]): Record<VariableName, string> {
  const read = ({ name, right, wanted, fallback, optional, about }: Variable): string => {
    const value = from[name]?.trim() || fallback;
    if (value === undefined && !optional) problems.push(`${name} is missing: ${wanted}. ${about}`);
    // The value itself is not repeated: it may be a secret in the wrong place.
    else if (value !== undefined && !right.test(value)) problems.push(`${name} must be ${wanted}`);
    return value ?? '';
  };
  return Object.fromEntries((variables as readonly Variable[]).map((one) => [one.name, read(one)])) as Record<VariableName, string>;
}

function proofOf(values: Record<VariableName, string>, problems: string[]): ProofSetting {
  const given = proofs.filter((name) => values[name] !== '');
  if (given.length !== 1) problems.push(`Exactly one of ${proofs.join(', ')} must be set, as proof of being Fieldwork; set: ${given.join(', ') || 'none'}`);
  if (values.MANAGED_IDENTITY_CLIENT_ID) return { kind: 'managed-identity', clientId: values.MANAGED_IDENTITY_CLIENT_ID === 'system' ? null : values.MANAGED_IDENTITY_CLIENT_ID };
  if (values.FEDERATED_TOKEN_FILE) return { kind: 'token-file', path: values.FEDERATED_TOKEN_FILE };
  if (values.CLIENT_CERTIFICATE) return { kind: 'certificate', pemOrPath: values.CLIENT_CERTIFICATE };
  return { kind: 'secret', secret: values.CLIENT_SECRET };
}

/**
 * Typed configuration of a real deployment. Throws one Error that names every problem, so that an operator mends them
 * in one go. Never holds a default for anything that is a secret or decides who may come in.
 */
export function readConfiguration(from: Readonly<Record<string, string | undefined>>): Configuration {
  const problems: string[] = [];
  const values = readAll(from, problems);
  const tenants = values.TENANT_IDS.split(',').map((id) => id.trim());
  const configuration: Configuration = {
    baseUrl: values.BASE_URL,
    authority: `https://login.microsoftonline.com/${tenants.length === 1 ? tenants[0] : 'organizations'}`,
    clientId: values.CLIENT_ID,
    tenants,
    teamsAppId: values.TEAMS_APP_ID,
    proof: proofOf(values, problems),
    databaseUrl: values.DATABASE_URL,
    port: Number(values.PORT),
    logLevel: values.LOG_LEVEL,
    staticDir: values.STATIC_DIR,
    feedOriginsAllowed: [],
    extraFrameAncestors: [],
    noticesFrom: values.NOTICES_FROM || null,
    safetyReadHours: Number(values.SAFETY_READ_HOURS),
    duty: values.PROCESS as Duty,
    metricsPort: values.METRICS_PORT === '' ? null : Number(values.METRICS_PORT),
    drainSeconds: Number(values.DRAIN_SECONDS),
    tokenKeys: values.TOKEN_KEYS.split(/\s*,\s*/),
    rates: { perPerson: Number(values.RATE_PER_PERSON), perAddress: Number(values.RATE_PER_ADDRESS), guesses: usualRates.guesses },
    trustProxies: Number(values.TRUST_PROXY),
    auditDays: Number(values.AUDIT_DAYS),
    reviewNotifications: values.REVIEW_NOTIFICATIONS === 'on',
  };
  for (const name of ['PORT', 'METRICS_PORT'] as const) if (Number(values[name]) > 65_535) problems.push(`${name} must be a port number`);
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
