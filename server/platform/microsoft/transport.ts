/**
 * How Fieldwork reaches Microsoft: one function shaped like `fetch`. The real mains pass the network, the sandbox
 * passes its simulated tenant, so the real URLs, bearer headers, retries and token exchanges run everywhere.
 * Rejects (with any error) when no answer came; resolves with whatever status was answered.
 */
export type Transport = (request: Request) => Promise<Response>;

/** The network itself. */
export const networkTransport: Transport = (request) => fetch(request);
