// Entry of the work thread. A thread has its own module cache: the compiled code on disk saves it a quarter of a second, if it is
// switched on before the first import. The work itself is in thread-work.ts.

import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./thread-work.ts');
