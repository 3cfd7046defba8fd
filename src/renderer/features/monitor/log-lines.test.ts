import { describe, expect, it } from 'vitest';
import { readableLogLine } from './log-lines.ts';

describe('a log line', () => {
  it('opens with the time in IST, level and words, and loses nothing', () => {
    expect(
      readableLogLine(
        '{"level":"info","time":"2026-11-21T03:57:52.258Z","pid":22512,"shell":"browser","error":{"code":"X"},"msg":"Opened"}',
      ),
    ).toBe('Sat 21 Nov 2026 09:27:52  info   Opened  pid=22512  shell=browser  error={"code":"X"}');
  });
  it('is shown as it is where it is no object', () => {
    expect(readableLogLine('node: warning')).toBe('node: warning');
    expect(readableLogLine('[1,2]')).toBe('[1,2]');
  });
});
