/** One variable of a real deployment's environment: what it is for, and what it may be. */
export interface Variable {
  name: string;
  /** What a value looks like. */
  right: RegExp;
  /** The same in words, completing "must be". */
  wanted: string;
  /** What is taken when it is not set; without one it is required, unless `optional`. */
  fallback?: string;
  optional?: true;
  /** May not be shown or logged, and belongs into a vault. */
  secret?: true;
  /** What it is for, in one sentence. */
  about: string;
}

const uuid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/**
 * Everything that a real deployment is told by its environment. What reads the environment and the administrator's
 * table (docs/administration.md) are made from this one list.
 */
export const variables = [
  { name: 'BASE_URL', right: /^https:\/\/[^/\s]+$/, wanted: 'the public https origin without a trailing slash', about: 'Where people reach Fieldwork, e.g. `https://fieldwork.example`.' },
  { name: 'CLIENT_ID', right: new RegExp(`^${uuid}$`), wanted: "the Entra application's client id", about: 'The Entra application that Fieldwork is.' },
  { name: 'TENANT_IDS', right: new RegExp(`^${uuid}(\\s*,\\s*${uuid})*$`), wanted: 'Entra tenant ids (UUIDs), separated by commas', about: 'Organisations whose people may sign in; nobody else can.' },
  { name: 'TEAMS_APP_ID', right: new RegExp(`^${uuid}$`), wanted: "the Teams app's id in the catalogue", about: 'Puts Fieldwork into meetings and makes links that open in Teams.' },
  { name: 'DATABASE_URL', right: /^postgres(ql)?:\/\/\S+$/, wanted: 'the connection string of a PostgreSQL 15 or newer', secret: true, about: 'Where everything is kept. A process that answers holds up to eleven connections to it, a worker four.' },
  { name: 'MANAGED_IDENTITY_CLIENT_ID', right: new RegExp(`^(system|${uuid})$`), wanted: '"system" or the client id of a managed identity', optional: true, about: 'Proof of being Fieldwork without any secret: a managed identity that the Entra application trusts (federated credential). Preferred on Azure.' },
  { name: 'FEDERATED_TOKEN_FILE', right: /^\/\S+$/, wanted: 'the absolute path of a file', optional: true, about: 'The same proof from a file that the platform keeps fresh, as Kubernetes does (workload identity).' },
  { name: 'CLIENT_CERTIFICATE', right: /-----BEGIN CERTIFICATE-----[\s\S]+-----BEGIN (RSA |EC )?PRIVATE KEY-----|^\/\S+$|-----BEGIN (RSA |EC )?PRIVATE KEY-----[\s\S]+-----BEGIN CERTIFICATE-----/, wanted: 'a certificate and its private key as PEM, or the path of such a file', optional: true, secret: true, about: 'Proof of being Fieldwork by a certificate that the Entra application knows.' },
  { name: 'CLIENT_SECRET', right: /\S/, wanted: 'a client secret of the Entra application', optional: true, secret: true, about: 'Proof of being Fieldwork for a trial; secrets leak and expire.' },
  { name: 'PORT', right: /^\d{1,5}$/, wanted: 'a port number', fallback: '3978', about: 'Where the server listens, on all addresses.' },
  { name: 'LOG_LEVEL', right: /^(fatal|error|warn|info|debug|trace|silent)$/, wanted: 'fatal, error, warn, info, debug, trace or silent', fallback: 'info', about: 'How much is logged. Logs hold ids and codes, never names or texts.' },
  { name: 'STATIC_DIR', right: /\S/, wanted: 'the folder of the built pages', fallback: 'dist/web', about: 'Made by `npm run build`.' },
  { name: 'NOTICES_FROM', right: /^[^@\s]+@[^@\s]+$/, wanted: 'the address of the mailbox that notices are sent from', optional: true, about: 'A shared mailbox of its own; without one nobody is mailed unasked, and coaches outside hear nothing but their invitations.' },
  { name: 'SAFETY_READ_HOURS', right: /^([1-9]|[1-9]\d|1[0-5]\d|16[0-8])$/, wanted: 'whole hours from 1 to 168', fallback: '24', about: 'After so long a followed calendar is read although nothing was heard of it, in case a notification got lost.' },
  { name: 'REVIEW_NOTIFICATIONS', right: /^(on|off)$/, wanted: 'on or off', fallback: 'on', about: "Whether Microsoft 365 tells of changes in clients' calendars for their review blocks; off, each calendar is looked at once a day, with fewer requests." },
  { name: 'PROCESS', right: /^(web|worker|both)$/, wanted: 'web, worker or both', fallback: 'both', about: 'What a process does: answer requests, work in the background, or both. Any number of each may run on one database.' },
  { name: 'METRICS_PORT', right: /^\d{1,5}$/, wanted: 'a port number that only your own network reaches', optional: true, about: 'Where Prometheus reads `/metrics`; not served unless set.' },
  { name: 'DRAIN_SECONDS', right: /^([0-9]|[1-2]\d|30)$/, wanted: 'whole seconds from 0 to 30', fallback: '5', about: 'How long requests are still taken after `/readyz` said that the process is going.' },
  { name: 'TOKEN_KEYS', right: /^[A-Za-z0-9+/]{43}=(\s*,\s*[A-Za-z0-9+/]{43}=)*$/, wanted: 'keys of 32 bytes in base64 (`openssl rand -base64 32`), newest first, separated by commas', secret: true, about: 'What stored tokens are sealed with. To change it, put a new key in front, and leave the old one out a day later; tokens whose key is gone are asked for anew.' },
  { name: 'TRUST_PROXY', right: /^\d$/, wanted: 'the number of proxies in front, from 0 to 9', fallback: '0', about: 'How many entries of X-Forwarded-For, from the right, are ours: with too many, callers can pretend to come from anywhere. 1 on Azure Container Apps.' },
  { name: 'RATE_PER_PERSON', right: /^\d{1,6}$/, wanted: 'requests a minute, 0 for no limit', fallback: '600', about: 'What one person may ask for, over all processes; beyond it they are told to wait (429).' },
  { name: 'RATE_PER_ADDRESS', right: /^\d{1,6}$/, wanted: 'requests a minute, 0 for no limit', fallback: '6000', about: 'The same for one network address, which a whole office may share.' },
  { name: 'AUDIT_DAYS', right: /^[1-9]\d{1,3}$/, wanted: 'whole days from 10 to 9999', fallback: '365', about: 'How long it is kept who did what (ids only).' },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]['name'];

/** Exactly one of these says how Fieldwork proves to Entra that it is Fieldwork. */
export const proofs = ['MANAGED_IDENTITY_CLIENT_ID', 'FEDERATED_TOKEN_FILE', 'CLIENT_CERTIFICATE', 'CLIENT_SECRET'] as const satisfies readonly VariableName[];

const needed = ({ fallback, optional }: Variable): string => (fallback !== undefined ? `\`${fallback}\`` : optional ? 'no' : 'required');

/** The administrator's table, in Markdown. */
export function variablesTable(): string {
  const rows = (variables as readonly Variable[]).map((one) => `| \`${one.name}\`${one.secret ? ' (secret)' : ''} | ${one.about} | ${one.wanted} | ${needed(one)} |`);
  return ['| Variable | What for | Must be | Default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
