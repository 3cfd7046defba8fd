// A weekend report as one HTML file: no scripts, nothing loaded from anywhere, every text escaped, light and dark as the reader's system has it.
// Pure; called by weekend-report.ts.

import type { WeekendReport } from '../../../contracts/training-schedule.ts';
import { stamp } from './due.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2128; --muted: #57606a; --line: #d0d7de; --paper: #ffffff; --good: #1a7f37; --amber: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --muted: #9198a1; --line: #30363d; --paper: #0d1117; --good: #3fb950; --amber: #d29922; } }
body { margin: 2.5rem auto; max-width: 60rem; padding: 0 1.25rem; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .muted { color: var(--muted); } .good { color: var(--good); } .amber { color: var(--amber); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--muted); } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
ul { margin: 0; padding-left: 1.1rem; }
`;

export function reportHtml(report: WeekendReport): string {
  const { from, to, budget } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Weekend report, ${escaped(stamp(to).slice(0, 10))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Weekend report</h1>
<p class="muted">${escaped(stamp(from))} to ${escaped(stamp(to))}</p>
<h2>What won</h2>
${wonTable(report)}
<h2>What changed since the last report</h2>
${list(report.changed, 'Nothing to compare with, or nothing changed.')}
<h2>What failed</h2>
${list(report.failed, 'Nothing.')}
<h2>What ran</h2>
${ranTable(report)}
<h2>Budget</h2>
<p>${duration(budget.usedMs)} trained${budget.allowedMs === null ? ', without a limit' : ` of ${duration(budget.allowedMs)} allowed`}; the machine slept ${duration(budget.sleepsMs)}, which does not count.</p>
</body>
</html>
`;
}

function wonTable({ won }: WeekendReport): string {
  if (won.length === 0) return '<p class="muted">No candidate came out.</p>';
  const rows = won.map(
    ({ title, runName, auc, passed, words }) => `<tr>
<td>${escaped(title)}<br><span class="muted">${escaped(runName)}</span></td>
<td class="number">${Number.isFinite(auc) ? auc.toFixed(3) : '–'}</td>
<td class="${passed ? 'good' : 'amber'}">${passed ? 'passed' : 'below'}</td>
<td>${escaped(words)}</td>
</tr>`,
  );
  return table(['Model', 'AUC', 'Gates', 'What it is worth'], rows);
}

function ranTable({ ran }: WeekendReport): string {
  if (ran.length === 0) return '<p class="muted">Nothing ran.</p>';
  const rows = ran.map(
    ({ name, state, activeMs, steps, reused }) => `<tr>
<td>${escaped(name)}</td>
<td>${escaped(state)}</td>
<td class="number">${duration(activeMs)}</td>
<td class="number">${steps}</td>
<td class="number">${reused}</td>
</tr>`,
  );
  return table(['Run', 'State', 'Trained', 'Steps', 'Reused'], rows);
}

const NUMBERS = new Set(['AUC', 'Trained', 'Steps', 'Reused']);

function table(titles: readonly string[], rows: readonly string[]): string {
  const head = titles.map(
    (title) => `<th scope="col"${NUMBERS.has(title) ? ' class="number"' : ''}>${title}</th>`,
  );
  return `<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function list(lines: readonly string[], none: string): string {
  if (lines.length === 0) return `<p class="muted">${none}</p>`;
  return `<ul>\n${lines.map((line) => `<li>${escaped(line)}</li>`).join('\n')}\n</ul>`;
}

function duration(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names of runs and datasets are anybody's texts. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
