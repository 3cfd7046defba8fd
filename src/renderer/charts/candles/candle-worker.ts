// The chart's Web Worker: one candle engine behind comlink. Started by `use-candle-engine.ts`.

import { expose, transfer } from 'comlink';
import { createCandleEngine } from './candle-engine.ts';

const engine = createCandleEngine();

/** Every freshly made column of a view is handed over, not copied. */
expose({
  ...engine,
  view: (request: Parameters<typeof engine.view>[0]) => {
    const view = engine.view(request);
    const { open, high, low, close, volume } = view.candles;
    const columns = [
      open,
      high,
      low,
      close,
      volume,
      ...view.lines.flatMap(({ points }) => [points.index, points.value]),
    ];
    return transfer(
      view,
      columns.map((column) => column.buffer),
    );
  },
});
