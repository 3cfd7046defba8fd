// `npm run bench`: measures what the product promises to be fast and prints a table, and the same as JSON into .bench/.
// Figures depend on the machine and on what else runs; compare only runs of one machine at rest.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchDatasets } from './datasets.ts';
import { benchEngines } from './engines.ts';
import { benchIndicators } from './indicators.ts';
import type { Figure } from './measure.ts';
import { benchRegimes } from './regimes.ts';
import { benchServing } from './serving.ts';
import { benchStore } from './store.ts';

const figures: Figure[] = [
  ...(await benchIndicators()),
  ...(await benchEngines()),
  ...(await benchStore()),
  ...(await benchDatasets()),
  ...(await benchRegimes()),
  ...(await benchServing()),
];

console.table(
  figures.map(({ name, medianMs, bestMs, figure, target, met }) => ({
    what: name,
    'median ms': Number(medianMs.toFixed(1)),
    'best ms': Number(bestMs.toFixed(1)),
    figure,
    target,
    met: met === null ? '' : met ? 'yes' : 'NO',
  })),
);
const report = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, figures };
mkdirSync('.bench', { recursive: true });
writeFileSync('.bench/latest.json', `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report));
if (figures.some((figure) => figure.met === false)) process.exitCode = 1;
