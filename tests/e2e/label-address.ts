// A label in the address of the label designer, as the page itself writes it.

/** Short, 0.6 % to win against 0.4 % to lose within ten bars. */
export const SHORT = JSON.stringify({
  kind: 'triple-barrier',
  side: 'short',
  target: { by: 'fixed', fraction: 0.006 },
  stop: { by: 'fixed', fraction: 0.004 },
  horizon: { unit: 'bars', length: 10 },
  entry: 'next-open',
  sessionEnd: 'drop',
  timeout: 'lose',
});
/** The router reads search values as JSON: a text that is JSON itself is quoted once more. */
export const labelAddress = (label: string) => `label=${encodeURIComponent(JSON.stringify(label))}`;
