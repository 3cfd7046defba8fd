// Feeds stored bars to a feature stream as they would have arrived. Called by the parity check and by dataset verification.

import type { FeatureData } from '../../features/data.ts';
import type { FeatureSource } from '../../features/definition.ts';
import type { FeatureRow, FeatureStream } from '../../features/stream.ts';
import { barAt } from '../../market/bars.ts';
import { closeTimes } from '../../market/close-times.ts';

/** At each moment (ascending) every base bar closed by then has been pushed; `onRow` gets the row the stream gave, if any. */
export function replayBars(
  data: FeatureData,
  moments: Float64Array,
  stream: FeatureStream,
  onRow: (moment: number, row: FeatureRow | undefined) => void,
): void {
  const sources = Object.entries(data.series).map(([source, series]) => ({
    source: source as FeatureSource,
    bars: series!.bars,
    closes: closeTimes(series!.bars, series!.sessions, series!.interval),
    next: 0,
  }));
  for (const moment of moments) {
    for (const feed of sources)
      while (feed.next < feed.closes.length && feed.closes[feed.next]! <= moment)
        stream.push(feed.source, barAt(feed.bars, feed.next++));
    onRow(moment, stream.advance(moment));
  }
}
