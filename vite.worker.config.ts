// Bundles the worker entry of the Electron shell with everything it needs: it lies outside the archive of a packaged desk, where
// a child process can open it, and from there it could not see the packages inside. Only the native sqlite3 stays apart.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  ssr: { noExternal: true, external: ['sqlite3'], target: 'node' },
  build: {
    ssr: resolve(import.meta.dirname, 'src/workers/main.ts'),
    target: 'node24',
    minify: false,
    // Outside the archive no package.json says that .js files are modules.
    rolldownOptions: {
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
