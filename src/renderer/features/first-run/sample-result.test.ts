import { describe, expect, it } from 'vitest';
import { sampleWords } from './sample-result.ts';

describe('sampleWords', () => {
  it('counts what was made', () => {
    const instruments = Array.from({ length: 20 }, (_, index) => `NSE:SAMPLE${index}`);
    expect(sampleWords({ instruments, sessions: 120, bars: 900_000, elapsedMs: 6200 })).toBe(
      '20 synthetic instruments, 120 sessions, 9,00,000 one-minute bars in 6.2 s.',
    );
  });
  it('does not break on a result it does not know', () => {
    expect(sampleWords(null)).toBe('The sample market is ready.');
    expect(sampleWords({ instruments: 3 })).toBe('The sample market is ready.');
  });
});
