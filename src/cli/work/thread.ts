// Entry of the work thread. A thread has its own module cache: the compiled code on disk saves it a quarter of a second, if it is
// switched on before the first import. The work itself is in thread-work.ts.

import { keepCompiledModules } from '../compile-cache.ts';

keepCompiledModules();
await import('./thread-work.ts');
