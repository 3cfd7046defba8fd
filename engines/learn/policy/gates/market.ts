// Gates on the market around the call: order flow against it, and no setup at all.

import { ALLOW, flat, type Gate, nameOf, numberOf } from '../gate.ts';

export const flowVeto: Gate = {
  id: 'flow-veto',
  title: 'VWAP and flow',
  help: 'FLAT for a side the price stands against VWAP for, unless order flow supports it.',
  role: 'vetoes',
  parameters: [],
  needs: () => ['vwapSide', 'flowSide'],
  judge: (inputs, _values, side) =>
    side !== 0 && inputs.vwapSide! === -side && inputs.flowSide! * side <= 0
      ? flat(`VWAP stands against ${nameOf(side)} and flow does not support it`)
      : ALLOW,
};

export const requireSetup: Gate = {
  id: 'require-setup',
  title: 'Setup required',
  help: 'FLAT without any setup, flow or leaning of higher timeframes.',
  role: 'vetoes',
  parameters: [
    numberOf(
      'higherTrend',
      'Unless higher timeframes lean',
      'Size of their consensus that stands in for a setup.',
      [0.1, 0, 1],
      'higher',
    ),
  ],
  needs: () => ['setupBull', 'setupBear', 'flowSide', 'higherTrend'],
  judge: ({ setupBull, setupBear, flowSide, higherTrend }, values) =>
    setupBull !== 1 &&
    setupBear !== 1 &&
    flowSide === 0 &&
    Math.abs(higherTrend!) < Number(values.higherTrend)
      ? flat('no setup, no flow, and higher timeframes lean to neither side')
      : ALLOW,
};
