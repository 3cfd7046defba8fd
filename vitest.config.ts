import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['tests/temporary-folder.ts'],
    projects: [
      {
        // Pure code: nothing to isolate, so files share a process and start at once.
        test: {
          ...shared,
          name: 'pure',
          include: ['engines/**/*.test.ts', 'src/renderer/**/*.test.{ts,tsx}', 'tests/property/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        // Everything that opens files, sockets or processes gets a process of its own.
        test: {
          ...shared,
          name: 'node',
          include: [
            'src/{services,api,workers,server,main,preload,cli,contracts}/**/*.test.ts',
            'tests/{contract,golden,differential,architecture,kill}/**/*.test.ts',
          ],
          pool: 'forks',
        },
      },
    ],
  },
});
