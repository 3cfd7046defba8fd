// Decides whether an HTTP request or a WebSocket upgrade may reach the browser shell at all. Called first, for everything.
// Pure: knows headers and the port, nothing of sockets, files or credentials. A web page on another origin (DNS rebinding
// included) and another machine stop here; another program of the same user is outside the model (it could read the file).

import { RPC_PATH } from '../contracts/transport.ts';

export interface GuardedRequest {
  readonly method: string;
  /** The request target as sent, for instance `/rpc`. */
  readonly target: string;
  /** Every value of a header: a second `Host` or `Origin` must not hide behind the first. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly upgrade: boolean;
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

const ALLOWED: Verdict = { allowed: true };
const refuse = (status: 400 | 403 | 404 | 405, reason: string): Verdict => ({
  allowed: false,
  status,
  reason,
});

export function allowed(request: GuardedRequest, port: number): Verdict {
  const hosts = request.headers.host ?? [];
  const [host] = hosts;
  if (hosts.length !== 1 || (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`))
    return refuse(403, 'host');

  const origins = request.headers.origin ?? [];
  if (origins.length > 1) return refuse(403, 'origin');
  // The page must talk to the very name it was loaded from, so the origin follows from the host.
  const [origin] = origins;
  if (origin !== undefined && origin !== `http://${host}`) return refuse(403, 'origin');
  if (request.upgrade && origin === undefined) return refuse(403, 'origin missing');

  const sites = request.headers['sec-fetch-site'] ?? [];
  if (sites.some((site) => site !== 'same-origin' && site !== 'none')) return refuse(403, 'site');

  if (request.method !== 'GET' && (request.upgrade || request.method !== 'HEAD'))
    return refuse(405, 'method');
  if (!request.target.startsWith('/')) return refuse(400, 'target');

  if (request.upgrade) {
    const upgrades = request.headers.upgrade ?? [];
    if (upgrades.length !== 1 || upgrades[0]?.toLowerCase() !== 'websocket') return refuse(400, 'upgrade');
    if (request.target !== RPC_PATH) return refuse(404, 'path');
  } else if (request.target.split('?')[0] === RPC_PATH) return refuse(404, 'path');
  return ALLOWED;
}
