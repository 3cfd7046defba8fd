// What a shell provides to the application: the only place where Electron and plain Node differ.

/** A running worker process as the job service sees it, whatever started it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the exit code (null when killed by a signal). */
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  onOutput(listener: (line: string) => void): void;
  kill(): void;
}

export interface WorkerOptions {
  readonly name: string;
  /** Cap on the JavaScript heap in megabytes; array buffers are watched through resident memory. */
  readonly memoryMb: number;
}

export interface Host {
  readonly shell: 'electron' | 'browser' | 'cli';
  readonly version: string;
  readonly dataFolder: string;
  readonly readOnly: boolean;
  now(): number;
  startWorker(options: WorkerOptions): WorkerProcess;
  notify(title: string, body: string): void;
  /** Keeps the machine awake while long work runs; returns the release function. */
  holdAwake(reason: string): () => void;
}
