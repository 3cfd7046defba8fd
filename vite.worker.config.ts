// Bundles the worker entries of the Electron shell with everything they need: they lie outside the archive of a packaged desk, where
// a child process can open them, and from there they could not see the packages inside. Only what is native stays apart: sqlite3 and onnxruntime.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const from = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  ssr: { noExternal: true, external: ['sqlite3', 'onnxruntime-node'], target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    // Outside the archive no package.json says that .js files are modules.
    rolldownOptions: {
      // The threads of a training start from a file of their own beside the worker's.
      input: {
        main: from('src/workers/main.ts'),
        'tree-member': from('src/workers/tree-member.ts'),
        'training-member': from('src/workers/training-member.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
