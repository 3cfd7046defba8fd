// Bundles the Electron shell: main and the worker entry as ES modules, the sandboxed preload as one CommonJS file.
// The page is built by vite.config.ts and shared with the browser shell, so there is no renderer section.
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

const from = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      target: 'node24',
      rolldownOptions: {
        input: { index: from('src/main/index.ts'), worker: from('src/workers/main.ts') },
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
