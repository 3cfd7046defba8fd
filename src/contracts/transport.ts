// How a page of the browser shell reaches the application before tRPC starts: where, and what the first message says.
// Both ends import this file, so a change of the handshake cannot be made on one side only.
import { z } from 'zod';

/** The only path of the browser shell that accepts a WebSocket. */
export const RPC_PATH = '/rpc';

/** Where the one-time code sits in the URL: a fragment never reaches a server, a log or a `Referer`. */
export const CODE_FRAGMENT = '#code=';

/** First message of a socket: the one-time code of the URL, or the session token a window got for one. */
export const credentialSchema = z.strictObject({
  kind: z.enum(['code', 'token']),
  value: z.string().min(1).max(128),
});
export type Credential = z.infer<typeof credentialSchema>;

/** Answer to an accepted credential. The token comes with a code only; the window keeps it to reconnect. */
export const welcomeSchema = z.strictObject({ kind: z.literal('welcome'), token: z.string().optional() });
export type Welcome = z.infer<typeof welcomeSchema>;

export const CLOSE = {
  /** The credential was wrong, used or too old. Trying again with it is useless. */
  refused: 4401,
  /** No credential arrived in time. */
  late: 4408,
  /** Too many windows. */
  crowded: 4429,
} as const;
