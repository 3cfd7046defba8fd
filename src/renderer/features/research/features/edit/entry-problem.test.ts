import { describe, expect, it } from 'vitest';
import { problemOf } from './entry-problem.ts';

describe('problemOf', () => {
  it('reads the entry and leaves out that nothing was stored', () => {
    const error = {
      data: {
        app: {
          code: 'BAD_PARAMETER',
          message: 'Two features are called "a". Rename one. Nothing was stored.',
          details: { entry: 'a' },
        },
      },
    };
    expect(problemOf(error)).toEqual({ entry: 'a', message: 'Two features are called "a". Rename one.' });
  });
  it('concerns the set where no entry is named', () => {
    const error = {
      data: { app: { code: 'BAD_PARAMETER', message: 'The set is empty.', details: { entry: null } } },
    };
    expect(problemOf(error).entry).toBeNull();
    expect(problemOf(new Error('x')).entry).toBeNull();
  });
});
