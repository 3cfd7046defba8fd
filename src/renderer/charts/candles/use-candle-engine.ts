// Starts the chart's Web Worker with the component and ends it with it.

import { type Remote, wrap } from 'comlink';
import { useEffect, useState } from 'react';
import type { CandleEngine } from './candle-engine.ts';

export type RemoteCandleEngine = Remote<CandleEngine>;

export function useCandleEngine(): RemoteCandleEngine | null {
  const [engine, setEngine] = useState<RemoteCandleEngine | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./candle-worker.ts', import.meta.url), { type: 'module' });
    const remote = wrap<CandleEngine>(worker);
    // A state setter given a function would call it, and a comlink proxy is one.
    setEngine(() => remote);
    return () => worker.terminate();
  }, []);
  return engine;
}
