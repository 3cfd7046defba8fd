// Gates that ask how good a call is: the quality model's answer, a trade's chance to win, a predicted return and its confidence.

import { ALLOW, flat, type Gate, type GateParameter, nameOf, numberOf, two } from '../gate.ts';
import { sideOf } from '../inputs.ts';
import { slopedMultiplier, winMultiplier } from '../multiplier.ts';

export const qualityGate: Gate = {
  id: 'quality',
  title: 'Quality of the call',
  help: 'FLAT where the quality model gives the call of direction too small a chance to be right.',
  role: 'vetoes',
  parameters: [
    numberOf(
      'minimum',
      'Least quality',
      'Chance that the call is right. 0.55 as published.',
      [0.55, 0, 1],
      'higher',
    ),
  ],
  needs: () => ['quality'],
  judge: ({ quality }, { minimum }) =>
    quality! >= Number(minimum) ? ALLOW : flat(`quality ${two(quality!)} is below ${two(Number(minimum))}`),
};

/** From which chance a trade is taken, and its size there. */
const startOf = (threshold: number, least: number): readonly GateParameter[] => [
  numberOf(
    'threshold',
    'Least chance',
    `Chance to win from which a trade is taken. ${threshold.toFixed(2)} as published.`,
    [threshold, 0, 0.99],
    'higher',
  ),
  numberOf('least', 'Least multiplier', 'Size at the threshold.', [least, 0, 5], null),
];

export const winGate: Gate = {
  id: 'win-probability',
  title: 'Chance to win',
  help: 'A proposed trade is taken where its chance to win is high enough, and larger the higher it is: from the least multiplier at the threshold to the most at certainty.',
  role: 'steers',
  parameters: [
    ...startOf(0.6, 0.8),
    numberOf(
      'most',
      'Most multiplier',
      'Size at certainty. The capital used grows with it.',
      [1.6, 0, 5],
      null,
    ),
  ],
  needs: () => ['proposedSide', 'winProbability'],
  judge({ proposedSide, winProbability }, { threshold, least, most }) {
    const settings = { threshold: Number(threshold), least: Number(least), most: Number(most) };
    return judged(
      proposedSide,
      winProbability!,
      settings.threshold,
      winMultiplier(winProbability!, settings),
    );
  },
};

export const slopedWinGate: Gate = {
  id: 'win-probability-sloped',
  title: 'Chance to win, capped in wild markets',
  help: 'As the chance to win, with a steep multiplier between two limits that never goes above 1 while volatility is high.',
  role: 'steers',
  parameters: [
    ...startOf(0.5, 0.7),
    numberOf('most', 'Most multiplier', 'Size is never larger.', [1.2, 0, 5], null),
    numberOf(
      'slopeTo',
      'Slope reaches to',
      'Chance at which the multiplier would have grown by 1 from the least.',
      [0.75, 0, 1],
      null,
    ),
    numberOf(
      'wildFrom',
      'Wild from',
      'Rank of volatility among its last bars, 0 to 1, above which the multiplier is at most 1.',
      [0.8, 0, 1],
      null,
    ),
  ],
  needs: () => ['proposedSide', 'winProbability', 'atrPercentile'],
  judge({ proposedSide, winProbability, atrPercentile }, values) {
    const value = (name: string) => Number(values[name]);
    const settings = {
      threshold: value('threshold'),
      least: value('least'),
      most: value('most'),
      slopeTo: value('slopeTo'),
      wildFrom: value('wildFrom'),
    };
    const multiplier = slopedMultiplier(winProbability!, atrPercentile!, settings);
    return judged(proposedSide, winProbability!, settings.threshold, multiplier);
  },
};

function judged(proposed: number | undefined, chance: number, threshold: number, multiplier: number) {
  const side = sideOf(proposed);
  if (side === 0) return { ...flat('no trade is proposed'), threshold };
  if (!(chance >= threshold))
    return { ...flat(`chance to win ${two(chance)} is below ${two(threshold)}`), threshold };
  const words = `${nameOf(side)} wins with chance ${two(chance)}`;
  return { kind: 'side', side, words, multiplier, threshold } as const;
}

export const returnGate: Gate = {
  id: 'return-forecast',
  title: 'Predicted return',
  help: 'The side of a predicted return that is large among those before it, and confident. Both are measured against the past alone, alike for long and short.',
  role: 'steers',
  parameters: [
    numberOf(
      'confidence',
      'Least confidence',
      'Size of the prediction over the trailing 99th percentile of such sizes. 0.5 as published.',
      [0.5, 0, 1],
      'higher',
    ),
    numberOf(
      'minimumReturn',
      'Least return',
      'Predicted returns no larger than this are left alone, fraction of the price.',
      [0, 0, 0.1],
      'higher',
    ),
  ],
  needs: () => ['predictedReturn', 'returnConfidence', 'returnThreshold'],
  judge({ predictedReturn, returnConfidence, returnThreshold }, { confidence, minimumReturn }) {
    const side = sideOf(predictedReturn);
    const size = Math.abs(predictedReturn!);
    const threshold = Math.max(returnThreshold!, Number(minimumReturn));
    if (side === 0 || !(size > threshold))
      return { ...flat(`predicted ${percent(size)} is not above ${percent(threshold)}`), threshold };
    if (!(returnConfidence! > Number(confidence)))
      return {
        ...flat(`confidence ${two(returnConfidence!)} is not above ${two(Number(confidence))}`),
        threshold,
      };
    return { kind: 'side', side, words: `predicted ${percent(size)} to ${nameOf(side)}`, threshold };
  },
};

const percent = (value: number): string => `${(100 * value).toFixed(3)} %`;
