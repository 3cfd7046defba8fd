// What a report says of its winners, of changes, and that its HTML holds only what it should.

import { describe, expect, it } from 'vitest';
import type { WeekendReport } from '../../../contracts/training-schedule.ts';
import { reportHtml } from './report-html.ts';
import type { Standing } from './report-store.ts';
import { changesSince, rupees, winnerWords } from './report-words.ts';

const standing = (auc: number, candidateId = 'c1'): Standing => ({
  ...{ candidateId, auc },
  title: `Trees ${candidateId}`,
  runName: 'Last week',
});
const winner = (auc: number, changes: object = {}) => ({
  pooled: { auc } as never,
  permutation: { low: 0.47, high: 0.53 },
  passed: false,
  faults: ['AUC 0.550, needed 0.600'],
  worstAuc: 0.51,
  money: { netPnl: -1234567.4, charges: 800, trades: 31 } as never,
  synthetic: false,
  ...changes,
});

describe('words of a winner', () => {
  it('never call luck a find', () => {
    const words = winnerWords(winner(0.525), null);
    expect(words).toContain('Within what exchanged labels give (up to 0.530): it found nothing.');
    expect(words).not.toContain('gates');
    expect(words).toContain('The first of its dataset.');
    // Above the band only because segments differ.
    expect(winnerWords(winner(0.56, { withinAuc: 0.51 }), null)).toContain('it found nothing.');
    expect(winnerWords(winner(0.56, { withinAuc: 0.55 }), null)).not.toContain('it found nothing.');
  });

  it('name the gate it failed, its money and its worst segment', () => {
    const words = winnerWords(winner(0.55), null);
    expect(words).toContain('Below its gates: AUC 0.550, needed 0.600.');
    expect(words).toContain('−₹12,34,567 net of ₹800 charges in 31 trades.');
    expect(words).toContain('Worst segment 0.510.');
    expect(winnerWords(winner(0.7, { passed: true, money: null, synthetic: true }), null)).toBe(
      'Synthetic data. Passed its gates. Worst segment 0.510. Not traded. The first of its dataset.',
    );
  });

  it('hold it against the best before: two percent are needed to change', () => {
    const against = (auc: number) => winnerWords(winner(auc), standing(0.55));
    expect(against(0.5502)).toContain('As good as the best before (Trees c1 of Last week, 0.550).');
    expect(against(0.555)).toContain('less than 2 %: no reason to change models');
    expect(against(0.562)).toMatch(/0\.012 above the best before \([^)]*\)\.$/);
    expect(against(0.54)).toContain('0.010 below the best before');
  });
});

describe('changes', () => {
  it('better, worse, the same, new, gone, and those nobody trained this time', () => {
    const before = {
      A: standing(0.55),
      B: standing(0.6),
      C: standing(0.5),
      D: standing(0.5, 'old'),
      E: standing(0.52),
    };
    const found = {
      A: standing(0.58, 'n'),
      B: standing(0.55, 'n'),
      C: standing(0.5001, 'n'),
      F: standing(0.6, 'n'),
    };
    const { lines, standings } = changesSince(before, found, (id) => id !== 'old');
    expect(lines.map((line) => line.split('. ')[0])).toEqual([
      'A: better',
      'B: worse',
      'C: the same',
      'D: gone',
      'F: new',
    ]);
    expect(Object.keys(standings)).toEqual(['A', 'B', 'C', 'E', 'F']);
    expect(standings.E).toBe(before.E);
    expect(standings.A).toBe(found.A);
  });
});

describe('the HTML file', () => {
  const report: WeekendReport = {
    ...{ id: 'r', from: 0, to: 604_800_000, createdAt: 604_800_000, html: 'x' },
    ran: [
      {
        runId: 'r',
        name: '<script>alert(1)</script>',
        state: 'done',
        activeMs: 5_400_000,
        steps: 3,
        reused: 1,
      },
    ],
    won: [
      {
        ...{ candidateId: 'c', auc: Number.NaN, passed: true },
        title: '"quoted" & <b>',
        runName: "it's",
        words: 'a < b',
      },
    ],
    changed: ['<img src=x onerror=alert(1)>'],
    failed: [],
    budget: { usedMs: 5_400_000, allowedMs: 7_200_000, sleepsMs: 61_000 },
  };

  it('escapes every text, runs no script and loads nothing', () => {
    const html = reportHtml(report);
    expect(html).not.toMatch(/<script|<img|<b>|src=x [^&]*>/i);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&quot;quoted&quot; &amp; &lt;b&gt;');
    expect(html).toContain('it&#39;s');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:|url\(|@import/);
  });

  it('follows the system in light and dark, and says the budget', () => {
    const html = reportHtml(report);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('1 h 30 min trained of 2 h 00 min allowed; the machine slept 1 min');
    expect(
      reportHtml({ ...report, won: [], ran: [], budget: { ...report.budget, allowedMs: null } }),
    ).toMatch(/No candidate came out[\s\S]*Nothing ran[\s\S]*without a limit/);
  });
});

it('rupees are grouped as in India', () => {
  expect([rupees(0), rupees(-0.2), rupees(1e7), rupees(Number.NaN)]).toEqual([
    '₹0',
    '₹0',
    '₹1,00,00,000',
    '–',
  ]);
});
