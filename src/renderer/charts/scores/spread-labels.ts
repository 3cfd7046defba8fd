// Moves labels beside a value axis apart where their values are close. Pure.

/**
 * Pixels to move each label down (negative: up), in the order given, so that no two are nearer than `gap` and the movement is shared.
 * `values` on an axis where larger is higher.
 */
export function spreadLabels(
  values: readonly number[],
  pixelsPerUnit: number,
  gap: number,
): readonly number[] {
  const order = values.map((_, k) => k).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const wanted = order.map((k) => -(values[k] ?? 0) * pixelsPerUnit);
  const placed: number[] = [];
  for (const at of wanted) placed.push(Math.max(at, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  const drift = placed.reduce((sum, at, k) => sum + at - (wanted[k] ?? 0), 0) / Math.max(1, placed.length);
  const offsets = new Array<number>(values.length).fill(0);
  order.forEach((k, place) => {
    offsets[k] = (placed[place] ?? 0) - drift - (wanted[place] ?? 0);
  });
  return offsets;
}
