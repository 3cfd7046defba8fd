// `npm run dev`: the application restarts when its sources change, the page reloads in place. Arguments go to the shell.
// The page comes from Vite's server, which passes the socket on to the application as if it had been loaded from there.
import { spawn } from 'node:child_process';
import { createServer } from 'vite';
import { buildPage } from './lib/build-steps.mjs';
import { inProject, node24, root } from './lib/project.mjs';

const BACKEND = 4174;
const backend = `http://127.0.0.1:${BACKEND}`;

// The shell refuses to start without a built page, although here Vite serves it.
await buildPage({ quiet: true });
const vite = await createServer({
  configFile: inProject('vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/rpc': {
        target: backend,
        ws: true,
        changeOrigin: true,
        configure: (proxy) => proxy.on('proxyReqWs', (request) => request.setHeader('origin', backend)),
      },
    },
  },
});
await vite.listen();
const page = `http://127.0.0.1:${vite.config.server.port}`;

const child = spawn(
  node24(),
  [
    '--watch',
    '--watch-preserve-output',
    inProject('src/server/main.ts'),
    `--port=${BACKEND}`,
    '--no-open',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] },
);
child.stdout.on('data', (part) => process.stdout.write(String(part).replaceAll(backend, page)));
child.on('exit', async (code) => {
  await vite.close();
  process.exit(code ?? 0);
});
