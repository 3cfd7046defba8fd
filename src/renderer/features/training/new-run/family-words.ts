// What a search looks at, in words: the ranges of a preset's space. Pure.

import type { SearchPreset } from '../../../../../engines/learn/search/presets.ts';
import type { EstimatorInfo } from '../../../../contracts/training.ts';
import { formatNumber } from '../../../ui/format.ts';

type Space = SearchPreset['space'];

function plain(value: number): string {
  const decimals = String(value).split('.')[1]?.length ?? 0;
  return formatNumber(value, Math.min(6, decimals));
}

/** `Learning rate 0.01 – 0.08`, `Leaves 24 – 96 by 8`, `Rounds 50, 100, 200`; by the estimator's own labels. */
export function spaceWords(space: Space, parameters: EstimatorInfo['parameters']): readonly string[] {
  const labels = new Map(parameters.map(({ name, label }) => [name, label]));
  return space.map((range) => {
    const label = labels.get(range.name) ?? range.name;
    if (range.kind === 'choice')
      return `${label} ${range.choices.map((choice) => (typeof choice === 'number' ? plain(choice) : String(choice))).join(', ')}`;
    const scale = range.logarithmic
      ? ', logarithmic'
      : range.step === undefined
        ? ''
        : ` by ${plain(range.step)}`;
    return `${label} ${plain(range.low)} – ${plain(range.high)}${scale}`;
  });
}

/** Presets a family can be searched with. */
export function presetsOf<Preset extends { readonly family: string }>(
  presets: readonly Preset[],
  estimator: string,
): readonly Preset[] {
  return presets.filter((preset) => preset.family === estimator);
}
