import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What the parts of the platform tell of their work. Labels are our own closed words: templates, names, kinds; never ids. */
export interface Metrics {
  request(of: { method: string; route: string; status: number }, seconds: number): void;
  /** One run of background work, by whoever's wake-up. */
  job(name: string, outcome: 'done' | 'failed', seconds: number): void;
  /** One call to Graph with all its tries; `outcome` is `ok` or the kind of failure. */
  graph(operation: string, outcome: string, seconds: number): void;
  /** Graph answered 429, whether the call came through later or not. */
  throttled(operation: string): void;
  /** One exchange with Entra. */
  token(kind: 'delegated' | 'application', outcome: string): void;
}

/** What is looked up when the page is read. */
export interface Watched {
  /** Open streams of server-sent events. */
  streams: () => number;
  /** For each kind of work: seconds since its oldest due piece fell due; 0 when nothing is due. */
  overdue: () => Promise<Map<string, number>>;
}

export interface MetricsPage extends Metrics {
  watch(watched: Watched): void;
  /** In Prometheus' text format. */
  page(): Promise<{ type: string; text: string }>;
}

/** Seconds. The upper ones are what a screen waits for Microsoft at most. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Metrics of one process, with Node's own (event-loop lag, memory, garbage collection) beside them. */
export function createMetrics(): MetricsPage {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({ registers, buckets, name: 'fieldwork_http_request_seconds', help: 'Requests by route and status', labelNames: ['method', 'route', 'status'] });
  const jobs = new Histogram({ registers, buckets, name: 'fieldwork_job_seconds', help: 'Runs of background work by name and outcome', labelNames: ['job', 'outcome'] });
  const graph = new Histogram({ registers, buckets, name: 'fieldwork_graph_call_seconds', help: 'Calls to Microsoft Graph with all their tries', labelNames: ['operation', 'outcome'] });
  const throttled = new Counter({ registers, name: 'fieldwork_graph_throttled_total', help: 'Answers 429 of Microsoft Graph', labelNames: ['operation'] });
  const tokens = new Counter({ registers, name: 'fieldwork_entra_tokens_total', help: 'Exchanges with Microsoft Entra', labelNames: ['kind', 'outcome'] });
  return {
    request: ({ method, route, status }, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    job: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
    graph: (operation, outcome, seconds) => graph.observe({ operation, outcome }, seconds),
    throttled: (operation) => throttled.inc({ operation }),
    token: (kind, outcome) => tokens.inc({ kind, outcome }),
    watch: (watched) => watch(registers, watched),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function watch(registers: Registry[], { streams, overdue }: Watched): void {
  const open: Gauge = new Gauge({ registers, name: 'fieldwork_live_streams', help: 'Open streams of server-sent events', collect: (): void => open.set(streams()) });
  const due = new Gauge({
    registers,
    name: 'fieldwork_oldest_due_seconds',
    help: 'Age of the oldest piece of background work that is due; 0 when none is',
    labelNames: ['job'],
    collect: async () => {
      for (const [job, seconds] of await overdue()) due.set({ job }, seconds);
    },
  });
}
