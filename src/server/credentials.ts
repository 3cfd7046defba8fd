// One-time codes that open a window and session tokens that let that window reconnect. Used by the RPC socket only.
// Keeps SHA-256 hashes, never the secrets, and compares them in constant time. Nothing here is written or logged.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A code travels through the argument list of the browser opener, so it dies quickly. */
export const CODE_LIFE_MS = 60_000;
/** Windows that may reconnect. The oldest is forgotten first; it then needs a new code. */
const TOKEN_LIMIT = 64;
const CODE_LIMIT = 16;
/** A secret is 32 bytes in base64url: 43 characters. Anything longer is not hashed at all. */
const SECRET_LENGTH = 43;

interface Entry {
  readonly hash: Buffer;
  readonly expiresAt: number;
}

export interface Credentials {
  /** A new one-time code, valid for a minute. */
  mintCode(): string;
  /** Consumes the code and returns a session token, or null where the code is wrong, used or too old. */
  redeemCode(code: string): string | null;
  acceptsToken(token: string): boolean;
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
const newSecret = () => randomBytes(32).toString('base64url');

/** Index of the matching entry; looks at every entry so that time says nothing about where or whether one matched. */
function find(entries: readonly Entry[], secret: string): number {
  const hash = hashOf(secret);
  let found = -1;
  entries.forEach((entry, index) => {
    if (timingSafeEqual(entry.hash, hash)) found = index;
  });
  return found;
}

/**
 * `redeemElsewhere` is asked about a code this process did not mint: a second start leaves one in the data folder. It must
 * consume what it accepts.
 */
export function createCredentials(
  now: () => number,
  redeemElsewhere: (code: string) => boolean = () => false,
): Credentials {
  let codes: Entry[] = [];
  let tokens: Entry[] = [];

  const mintToken = () => {
    const token = newSecret();
    tokens = [...tokens, { hash: hashOf(token), expiresAt: Number.POSITIVE_INFINITY }].slice(-TOKEN_LIMIT);
    return token;
  };

  return {
    mintCode() {
      const code = newSecret();
      codes = [...codes, { hash: hashOf(code), expiresAt: now() + CODE_LIFE_MS }].slice(-CODE_LIMIT);
      return code;
    },
    redeemCode(code) {
      if (code.length !== SECRET_LENGTH) return null;
      codes = codes.filter((entry) => entry.expiresAt > now());
      const index = find(codes, code);
      if (index >= 0) codes = codes.filter((_, position) => position !== index);
      else if (!redeemElsewhere(code)) return null;
      return mintToken();
    },
    acceptsToken: (token) => token.length === SECRET_LENGTH && find(tokens, token) >= 0,
  };
}
