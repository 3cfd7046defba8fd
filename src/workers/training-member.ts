// Entry of a thread that computes steps of a training run, until it is ended. Started by services/training/run/pool.ts only. What it
// does is in services/training/run/member.ts.

import { parentPort, workerData } from 'node:worker_threads';
import { type MemberOrder, serveMember } from '../services/training/run/member.ts';

if (parentPort) await serveMember(workerData as MemberOrder, parentPort);
