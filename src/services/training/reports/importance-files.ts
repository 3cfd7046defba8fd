// `feature_importance.csv` and its picture. Pure. Importance is the model's own gain where it tells one, else the mean contribution, else the
// fall of the AUC: what is used is said in the picture.

import type { FeatureImportance } from '../../../contracts/training-results.ts';
import { csvText } from './csv-text.ts';

type Kind = 'gain' | 'contribution' | 'permutation';
const KIND_WORDS: Readonly<Record<Kind, string>> = {
  gain: 'share of the gain',
  contribution: 'mean absolute contribution',
  permutation: 'fall of the AUC when shuffled',
};

interface Ranked {
  readonly kind: Kind;
  readonly rows: readonly { readonly name: string; readonly value: number }[];
}

export function importanceCsv(importance: readonly FeatureImportance[]): string {
  return csvText(
    ['Feature', 'Importance'],
    ranked(importance).rows.map(({ name, value }) => [name, value]),
  );
}

const SHOWN = 25;
const ROW = 20;
const LEFT = 220;
const BAR = 380;
const TOP = 46;

export function importanceSvg(title: string, importance: readonly FeatureImportance[]): string {
  const { kind, rows } = ranked(importance);
  const shown = rows.filter(({ value }) => value > 0).slice(0, SHOWN);
  const most = shown[0]?.value ?? 1;
  const height = TOP + Math.max(1, shown.length) * ROW + 12;
  const width = LEFT + BAR + 90;
  const bars = shown.map(({ name, value }, k) => {
    const y = TOP + k * ROW;
    return [
      `<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${escaped(shortened(name))}<title>${escaped(name)}</title></text>`,
      `<rect x="${LEFT}" y="${y + 3}" width="${Math.max(1, (BAR * value) / most).toFixed(1)}" height="${ROW - 7}" fill="#3b82c4"/>`,
      `<text x="${LEFT + (BAR * value) / most + 6}" y="${y + 13}">${value.toPrecision(3)}</text>`,
    ].join('');
  });
  const none = `<text x="16" y="${TOP + 13}">No feature counted for anything.</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="22" font-size="14" font-weight="bold">${escaped(title)}</text>`,
    `<text x="16" y="38" fill="#666">Importance: ${KIND_WORDS[kind]}</text>`,
    ...(bars.length > 0 ? bars : [none]),
    '</svg>',
    '',
  ].join('\n');
}

function ranked(importance: readonly FeatureImportance[]): Ranked {
  const kinds: readonly Kind[] = ['gain', 'contribution', 'permutation'];
  const kind =
    kinds.find((one) => importance.some((feature) => Number.isFinite(feature[one]))) ?? 'permutation';
  const rows = importance.map((feature) => ({
    name: feature.name,
    value: Number.isFinite(feature[kind]) ? feature[kind] : 0,
  }));
  return { kind, rows: rows.sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1)) };
}

function shortened(name: string): string {
  return name.length > 32 ? `${name.slice(0, 31)}…` : name;
}

/** Names come from files and users: nothing of them may become markup. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
