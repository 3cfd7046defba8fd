// One desk per data folder, and how a second start reaches the first.
export {
  type InstanceLock,
  type LockHolder,
  type LockOutcome,
  lockFileIn,
  readLock,
  takeLock,
} from './lock.ts';
export { forgetWindowCodes, leaveWindowCode, redeemWindowCode, windowUrl } from './window-codes.ts';
