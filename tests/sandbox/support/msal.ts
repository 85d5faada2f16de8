import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import type { Transport } from '../../../server/platform/microsoft/transport.ts';
import { app, TENANT } from './seeds.ts';

/** The real msal-node, talking to `transport` instead of the network. */
export function msalOver(transport: Transport, secret = app.secret, authority = TENANT): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: { clientId: app.clientId, clientSecret: secret, authority: `https://login.microsoftonline.com/${authority}` },
    system: { networkClient: networkOver(transport) },
  });
}

function networkOver(transport: Transport): INetworkModule {
  const exchange = async <T>(method: string, url: string, options?: { headers?: Record<string, string>; body?: string }) => {
    const response = await transport(new Request(url, { method, headers: options?.headers ?? {}, body: options?.body ?? null }));
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as T };
  };
  return {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
}
