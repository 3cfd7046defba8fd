// The calibrations the product offers.

import { betaCalibration } from './beta-fit.ts';
import type { CalibrationMethod } from './contract.ts';
import { isotonicCalibration } from './isotonic-fit.ts';
import { plattCalibration } from './platt-fit.ts';

export const CALIBRATION_METHODS: readonly CalibrationMethod[] = [
  isotonicCalibration,
  plattCalibration,
  betaCalibration,
];
