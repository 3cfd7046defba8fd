import { describe, expect, it } from 'vitest';
import { errorReport, errorWords } from './error-words.ts';

class TRPCClientError extends Error {
  readonly data: unknown;
  constructor(message: string, data?: unknown) {
    super(message);
    this.name = 'TRPCClientError';
    this.data = data;
  }
}

describe('errorWords', () => {
  it('reads the error data the API attaches', () => {
    const words = errorWords(
      new TRPCClientError('x', {
        app: { code: 'NO_DATA', message: 'No bars for NSE:TCS.', details: { line: 4 } },
      }),
    );
    expect(words.code).toBe('NO_DATA');
    expect(words.message).toBe('No bars for NSE:TCS.');
    expect(words.details).toContain('"line": 4');
    // The service's own message says what to do.
    expect(words.advice).toBeNull();
  });

  it('reads the same data of a job', () => {
    const words = errorWords({ code: 'WORKER_CRASHED', message: 'gone' });
    expect(words.code).toBe('WORKER_CRASHED');
    expect(words.advice).toContain('memory');
  });

  it('calls a client error without data a connection fault', () => {
    expect(errorWords(new TRPCClientError('socket closed')).code).toBe('CONNECTION');
  });

  it('does not trust codes it does not know', () => {
    const words = errorWords({ code: 'SOMETHING', message: 'odd' });
    expect(words.code).toBe('INTERNAL');
  });

  it('puts code, message, advice and details in the report', () => {
    const report = errorReport(errorWords(new Error('boom')));
    expect(report).toContain('INTERNAL: Something went wrong in this page: boom.');
    expect(report).toContain('error-words.test.ts');
  });
});
