// Ends this process in order after the npm that started it was killed. `npm start` runs its script through a shell that passes
// no signal on, so `kill <npm>` would leave a desk behind that nobody sees. Called by the entries of the browser shell and the
// command line; does nothing where npm is not the parent.

/** Scripts of package.json that run until they are told to end. Others may start something meant to outlive them. */
const SCRIPTS: ReadonlySet<string> = new Set(['start', 'cli']);
const LOOK_EVERY_MS = 500;

export interface Surroundings {
  readonly script: string | undefined;
  /** The parent's process id, asked again and again. */
  parent(): number;
  end(): void;
}

// `serve` of the command line passes through both entries; a second signal would cut its orderly end short.
let signalled = false;

/** A process whose parent has gone gets another one (not on Windows, where this never fires). Answers a stop function. */
export function endWithNpm(
  { script, parent, end }: Surroundings = {
    script: process.env.npm_lifecycle_event,
    parent: () => process.ppid,
    // Through the signal, so that whoever answers Ctrl-C answers this too.
    end: () => {
      if (!signalled) process.kill(process.pid, 'SIGTERM');
      signalled = true;
    },
  },
): () => void {
  if (script === undefined || !SCRIPTS.has(script)) return () => {};
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
