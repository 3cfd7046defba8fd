// The page as both shells serve it: one policy, one reader.
export { type PageResponse, readPage } from './files.ts';
export { contentSecurityPolicy, NONCE_PLACEHOLDER, resolvePageFile, securityHeaders } from './policy.ts';
