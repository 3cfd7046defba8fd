import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../contracts/imports.ts';
import {
  correct,
  countVerdicts,
  EMPTY_DRAFT,
  type ImportAction,
  type ImportDraft,
  importFiles,
  isCandleFile,
  reduceImport,
  unsureFields,
  verdictOf,
} from './import-model.ts';

const file = (key: string) => ({ key, name: `${key}.csv`, bytes: 100, origin: 'page' as const, path: null });

function preview(more: Partial<ImportPreview> = {}): ImportPreview {
  return {
    path: '/x',
    fileName: 'x',
    bytes: 100,
    kind: 'candles',
    plan: {
      format: 'csv',
      delimiter: ',',
      headerRows: 1,
      columns: { timestamp: 0, open: 1, high: 2, low: 3, close: 4 },
      timeFormat: 'iso',
      timeZone: 'Asia/Kolkata',
      stamp: 'start',
      interval: '5m',
      order: 'ascending',
      exchange: 'NSE',
      symbol: 'TCS',
      instrumentId: 'NSE:TCS',
      outsideSession: 'keep',
    },
    evidence: [
      { field: 'stamp', reason: 'r', sure: true },
      { field: 'symbol', reason: 'r', sure: false },
    ],
    headers: [],
    sampleRows: [],
    sampleBars: [],
    problems: [],
    ...more,
  };
}

const run = (...actions: ImportAction[]): ImportDraft => actions.reduce(reduceImport, EMPTY_DRAFT);
const ready = (key: string, more: Partial<ImportPreview> = {}): ImportAction[] => [
  { kind: 'uploaded', key, path: `/up/${key}.csv` },
  { kind: 'previewed', key, preview: preview(more) },
];

describe('import draft', () => {
  it('takes a file once and opens the first', () => {
    const draft = run(
      { kind: 'add', entries: [file('a'), file('b')] },
      { kind: 'add', entries: [file('a')] },
    );
    expect(draft.entries.map((entry) => entry.key)).toEqual(['a', 'b']);
    expect(draft.selected).toBe('a');
  });

  it('moves the selection to a neighbour when its file is removed', () => {
    const two = run(
      { kind: 'add', entries: [file('a'), file('b'), file('c')] },
      { kind: 'select', key: 'b' },
    );
    expect(reduceImport(two, { kind: 'remove', key: 'b' }).selected).toBe('c');
    expect(reduceImport(two, { kind: 'remove', key: 'a' }).selected).toBe('b');
    const one = run({ kind: 'add', entries: [file('a')] });
    expect(reduceImport(one, { kind: 'remove', key: 'a' }).selected).toBeNull();
  });

  it('imports only what the preview found nothing against', () => {
    const draft = run(
      { kind: 'add', entries: ['good', 'bad', 'trades', 'late', 'left', 'lost'].map(file) },
      ...ready('good'),
      ...ready('bad', { problems: [{ line: 3, message: 'm', severity: 'error' }] }),
      ...ready('trades', { kind: 'legacy-trades' }),
      ...ready('left'),
      { kind: 'skip', key: 'left', skipped: true },
      { kind: 'failed', key: 'lost', error: new Error('x') },
    );
    expect(draft.entries.map(verdictOf)).toEqual([
      'candles',
      'trouble',
      'trades',
      'busy',
      'skipped',
      'trouble',
    ]);
    expect(countVerdicts(draft)).toEqual({ candles: 1, trouble: 2, trades: 1, busy: 1, skipped: 1 });
    expect(importFiles(draft)).toEqual([{ path: '/up/good.csv', overrides: {} }]);
  });

  it('lets a warning pass', () => {
    const draft = run(
      { kind: 'add', entries: [file('a')] },
      ...ready('a', { problems: [{ line: 0, message: 'm', severity: 'warning' }] }),
    );
    expect(verdictOf(draft.entries[0]!)).toBe('candles');
  });

  it('reads a corrected file again without sending it again', () => {
    const draft = run({ kind: 'add', entries: [file('a')] }, ...ready('a'), {
      kind: 'correct',
      key: 'a',
      overrides: { stamp: 'end' },
    });
    expect(draft.entries[0]).toMatchObject({
      phase: 'waiting',
      path: '/up/a.csv',
      sentBytes: 100,
      overrides: { stamp: 'end' },
    });
  });

  it('gives the corrections of one file to the others, but never its instrument', () => {
    const draft = run(
      { kind: 'add', entries: [file('a'), file('b'), file('t')] },
      ...ready('a'),
      ...ready('b'),
      ...ready('t', { kind: 'legacy-trades' }),
      { kind: 'correct', key: 'a', overrides: { stamp: 'end', symbol: 'TCS', instrumentId: 'NSE:TCS' } },
      { kind: 'correct-all', from: 'a' },
    );
    expect(draft.entries[1]).toMatchObject({ phase: 'waiting', overrides: { stamp: 'end' } });
    expect(draft.entries[1]?.overrides.symbol).toBeUndefined();
    expect(draft.entries[2]).toMatchObject({ phase: 'ready', overrides: {} });
  });

  it('keeps the instrument in step with its exchange and symbol', () => {
    const entry = run({ kind: 'add', entries: [file('a')] }, ...ready('a')).entries[0]!;
    const bse = correct(entry, 'exchange', 'BSE');
    expect(bse).toEqual({ exchange: 'BSE', instrumentId: 'BSE:TCS' });
    const infy = correct({ ...entry, overrides: bse }, 'symbol', 'INFY');
    expect(infy.instrumentId).toBe('BSE:INFY');
    const back = correct({ ...entry, overrides: infy }, 'exchange', null);
    expect(back).toEqual({ symbol: 'INFY', instrumentId: 'NSE:INFY' });
    expect(correct({ ...entry, overrides: back }, 'symbol', null)).toEqual({});
  });

  it('asks only about fields that are unsure and unanswered', () => {
    const entry = run({ kind: 'add', entries: [file('a')] }, ...ready('a')).entries[0]!;
    expect(unsureFields(entry)).toEqual(['symbol']);
    expect(unsureFields({ ...entry, overrides: { symbol: 'TCS' } })).toEqual([]);
  });
});

describe('isCandleFile', () => {
  it('knows the kinds the importer reads', () => {
    expect(['a.csv', 'b.CSV.gz', 'c.parquet', 'd.tsv'].every(isCandleFile)).toBe(true);
    expect(['.hidden.csv', 'notes.md', 'x.zip', 'README'].some(isCandleFile)).toBe(false);
  });
});
