// Keeps the machine from sleeping while long work runs, on plain Node: a helper program holds the request and ends when asked
// or when this process is gone. Where there is none (Windows, small Linux systems) the machine follows its own plan and jobs
// interrupted by sleep go on afterwards.

import { type ChildProcess, spawn } from 'node:child_process';

/** Returns the release function, which may be called twice. */
export function holdAwake(reason: string, platform: NodeJS.Platform = process.platform): () => void {
  const helper = startHelper(reason, platform);
  return () => {
    // `cat` runs below the helper and would outlive it; it ends with its input.
    helper?.stdin?.destroy();
    helper?.kill();
  };
}

function startHelper(reason: string, platform: NodeJS.Platform): ChildProcess | undefined {
  const command = commandFor(reason, platform, process.pid);
  if (!command) return undefined;
  // The open pipe is the lifeline: `cat` ends with us, however we end.
  const helper = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'ignore', 'ignore'] });
  helper.on('error', () => {});
  helper.stdin?.on('error', () => {});
  helper.unref();
  return helper;
}

export function commandFor(
  reason: string,
  platform: NodeJS.Platform,
  pid: number,
): readonly string[] | undefined {
  if (platform === 'darwin') return ['caffeinate', '-i', '-w', String(pid)];
  if (platform === 'linux')
    return [
      'systemd-inhibit',
      '--what=sleep:idle',
      '--who=AnchorDesk',
      `--why=${reason}`,
      '--mode=block',
      'cat',
    ];
  return undefined;
}
