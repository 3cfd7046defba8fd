import { describe, expect, it } from 'vitest';
import { visibilityOf } from './use-columns.ts';

const COLUMNS = [
  { id: 'name', header: 'Name', value: () => '' },
  { id: 'hash', header: 'Hash', value: () => '', hidden: true },
];

describe('visibilityOf', () => {
  it('starts from the columns’ own defaults', () => {
    expect(visibilityOf(COLUMNS, null)).toEqual({ hash: false });
  });
  it('lets remembered choices win and drops unknown ones', () => {
    expect(visibilityOf(COLUMNS, '{"hash":true,"gone":false,"name":"x"}')).toEqual({ hash: true });
  });
  it('forgets a damaged memory', () => {
    expect(visibilityOf(COLUMNS, '{oops')).toEqual({ hash: false });
  });
});
