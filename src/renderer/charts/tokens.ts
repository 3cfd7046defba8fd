// The CSS tokens as values a canvas can use, re-read whenever the page's scheme or palette changes. Every chart draws with these
// and never with a colour of its own.

import { useSyncExternalStore } from 'react';

export interface ChartTokens {
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly amber: string;
  readonly violet: string;
  readonly selected: string;
  /** Money only. `up`/`down` are safe for text, the marks fill shapes. */
  readonly up: string;
  readonly down: string;
  readonly upMark: string;
  readonly downMark: string;
  /** Eight fixed hues, in order, for runs side by side. */
  readonly runs: readonly string[];
  readonly font: string;
}

const RUN_HUES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export function readTokens(root: Element = document.documentElement): ChartTokens {
  const style = getComputedStyle(root);
  const value = (name: string): string => style.getPropertyValue(`--ad-${name}`).trim();
  return {
    page: value('page'),
    surface: value('surface'),
    raised: value('raised'),
    line: value('line'),
    lineStrong: value('line-strong'),
    text: value('text'),
    muted: value('muted'),
    accent: value('accent'),
    amber: value('amber'),
    violet: value('violet'),
    selected: value('selected'),
    up: value('up'),
    down: value('down'),
    upMark: value('up-mark'),
    downMark: value('down-mark'),
    runs: RUN_HUES.map((hue) => value(`run-${hue}`)),
    // ECharts writes font names into SVG attributes unescaped: double quotes would end the attribute.
    font: value('font').replaceAll('"', "'"),
  };
}

let current: ChartTokens | null = null;
const listeners = new Set<() => void>();
let observer: MutationObserver | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(() => {
    current = readTokens();
    for (const each of listeners) each();
  });
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-mantine-color-scheme', 'data-palette'],
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    current = null;
  };
}

function snapshot(): ChartTokens {
  current ??= readTokens();
  return current;
}

export function useChartTokens(): ChartTokens {
  return useSyncExternalStore(subscribe, snapshot);
}
