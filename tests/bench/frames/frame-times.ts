// How long a frame takes while the mouse drags a chart to and fro: what a person feels as smooth or not.

import { expect, type Locator, test } from '@playwright/test';

export interface FrameTimes {
  readonly medianMs: number;
  /** 95 of 100 frames took no longer. */
  readonly slowMs: number;
}

const STEPS = 90;

/** `name` stands in the test's report beside the figures. */
export async function frameTimesWhilePanning(chart: Locator, name: string): Promise<FrameTimes> {
  const page = chart.page();
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart has no box');
  const middle = { x: box.x + box.width * 0.6, y: box.y + Math.min(200, box.height * 0.4) };
  const reach = box.width * 0.3;
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (now: number) => {
      times.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    (window as unknown as { frameTimes: number[] }).frameTimes = times;
  });
  for (let step = 0; step < STEPS; step++)
    await page.mouse.move(middle.x - reach * Math.sin(step / 14), middle.y);
  await page.mouse.up();
  const times = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes);
  const gaps = times
    .slice(1)
    .map((time, k) => time - (times[k] as number))
    .sort((a, b) => a - b);
  expect(gaps.length).toBeGreaterThan(10);
  const at = (share: number) => gaps[Math.floor(share * (gaps.length - 1))] ?? 0;
  const description = `${name}: ${gaps.length} frames, median ${at(0.5).toFixed(1)} ms, 95 % ${at(0.95).toFixed(1)} ms, worst ${at(1).toFixed(1)} ms`;
  test.info().annotations.push({ type: 'frames', description });
  console.log(description);
  return { medianMs: at(0.5), slowMs: at(0.95) };
}
