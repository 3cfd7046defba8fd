// Bundles the Electron shell: main as an ES module, the sandboxed preload as one CommonJS file. The page is built by
// vite.config.ts and shared with the browser shell; the worker entry by vite.worker.config.ts.
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

const from = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      // sqlite3 is optional, so the default (dependencies only) would bundle it and lose its native part.
      externalizeDeps: { include: ['sqlite3'] },
      target: 'node24',
      rolldownOptions: {
        input: { index: from('src/main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: from('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
