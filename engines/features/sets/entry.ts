// Short hand for the columns of a feature set. Called by the sets that come with AnchorDesk and by the mapping of foreign schemas.

import type { IndicatorParameters } from '../../indicators/definition.ts';
import type { FeatureEntry, FeatureSource, FeatureTimeframe } from '../definition.ts';

export interface EntryPlace {
  /** Default: the instrument itself. */
  readonly source?: FeatureSource;
  /** Default: the decision bars. */
  readonly timeframe?: FeatureTimeframe;
}

/** A column called `name`, computed by the template `feature`; parameters left out take the template's default. */
export function entry(
  name: string,
  feature: string = name,
  parameters: IndicatorParameters = {},
  { source = 'self', timeframe = 'decision' }: EntryPlace = {},
): FeatureEntry {
  return { name, feature, source, timeframe, parameters };
}
