// Keeps secrets out of whatever is written down: by key name inside values, by `name=value` patterns inside text. The log and
// the job log pass everything through here. Not a licence to log secrets: callers still must not.

const REDACTED = '[redacted]';

/** Compared without case, hyphens and underscores. `code` is the one-time code of a login or a window. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'accesstoken',
  'refreshtoken',
  'publictoken',
  'requesttoken',
  'sessiontoken',
  'enctoken',
  'token',
  'apisecret',
  'secret',
  'clientsecret',
  'authorization',
  'cookie',
  'setcookie',
  'password',
  'passphrase',
  'code',
]);

const DEEPEST = 8;
const MOST_ITEMS = 200;

export const isSecretKey = (key: string): boolean => SECRET_KEYS.has(key.toLowerCase().replace(/[-_]/g, ''));

const SECRET_WORDS =
  'access[-_]?token|refresh[-_]?token|public[-_]?token|request[-_]?token|session[-_]?token|enctoken|token|api[-_]?secret|client[-_]?secret|secret|set-cookie|cookie|password|passphrase';
/** `name=value`, `name: value`, `"name":"value"`. */
const ASSIGNED = new RegExp(`\\b(${SECRET_WORDS})(["']?\\s*[:=]\\s*["']?)([^\\s"'&,;}]+)`, 'gi');
/** Header values have several words (`token key:value`), so the rest of the quotes or line goes. */
const HEADER = /\b(authorization)(["']?\s*[:=]\s*["']?)([^"'\n]+)/gi;
/** Only the forms a URL has: `exit code: 3` is no secret. */
const URL_CODE = /([?#&]code=)([^\s"'&]+)/gi;

export function redactText(text: string): string {
  return text
    .replace(HEADER, `$1$2${REDACTED}`)
    .replace(URL_CODE, `$1${REDACTED}`)
    .replace(ASSIGNED, `$1$2${REDACTED}`);
}

/**
 * A copy that is safe to write: secret members replaced, text scrubbed, errors reduced to name, message and stack (an HTTP
 * client's error carries the request with its headers), depth and length bounded.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return redact(Object.fromEntries(value), depth);
  if (value instanceof Set) return redact([...value], depth);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => redact(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value).slice(0, MOST_ITEMS)) {
    if (key !== '__proto__') copy[key] = isSecretKey(key) ? REDACTED : redact(member, depth + 1);
  }
  return copy;
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    name: error.name,
    message: redactText(error.message),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
