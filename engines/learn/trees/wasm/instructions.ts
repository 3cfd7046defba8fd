// The WebAssembly instructions our kernels need, as functions that return their bytes with the operands before them: nested calls
// read like the expression they emit. Opcodes: WebAssembly core specification 2.0, §5.4. Called by the kernels' sources.

import { type Bytes, double, signed, unsigned } from './encoding.ts';

type Unary = (a: Bytes) => Bytes;
type Binary = (a: Bytes, b: Bytes) => Bytes;

const unary =
  (...opcode: number[]): Unary =>
  (a) => [...a, ...opcode];
const binary =
  (...opcode: number[]): Binary =>
  (a, b) => [...a, ...b, ...opcode];
/** Loads and stores name the alignment they expect (as a power of two) and an offset in bytes. */
const load =
  (align: number, ...opcode: number[]) =>
  (address: Bytes, offset = 0): Bytes => [...address, ...opcode, align, ...unsigned(offset)];
const store =
  (align: number, ...opcode: number[]) =>
  (address: Bytes, value: Bytes, offset = 0): Bytes => [
    ...address,
    ...value,
    ...opcode,
    align,
    ...unsigned(offset),
  ];
/** Vector instructions have a prefix and a number. */
const vectorCode = (code: number): number[] => [0xfd, ...unsigned(code)];

export const i32 = {
  constant: (value: number): Bytes => [0x41, ...signed(BigInt(value))],
  load: load(2, 0x28),
  load8: load(0, 0x2d),
  store: store(2, 0x36),
  isZero: unary(0x45),
  less: binary(0x49),
  greater: binary(0x4b),
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  and: binary(0x71),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x76),
} as const;

export const i64 = {
  load: load(3, 0x29),
  store: store(3, 0x37),
  add: binary(0x7c),
} as const;

export const f64 = {
  constant: (value: number): Bytes => [0x44, ...double(value)],
  load: load(3, 0x2b),
  store: store(3, 0x39),
  less: binary(0x63),
  greater: binary(0x64),
  atLeast: binary(0x66),
  add: binary(0xa0),
  ofUnsigned: unary(0xb8),
} as const;

export const v128 = {
  load: load(3, ...vectorCode(0)),
  /** Eight bytes into the low half, zeros above. */
  load64: load(3, ...vectorCode(93)),
  store: store(3, ...vectorCode(11)),
  /** Four 32-bit lanes. */
  ofLanes: (lanes: readonly [number, number, number, number]): Bytes => [
    ...vectorCode(12),
    ...lanes.flatMap((lane) => [lane & 255, (lane >>> 8) & 255, (lane >>> 16) & 255, lane >>> 24]),
  ],
  /** Two doubles. */
  ofDoubles: (low: number, high: number): Bytes => [...vectorCode(12), ...double(low), ...double(high)],
  shuffle: (a: Bytes, b: Bytes, lanes: readonly number[]): Bytes => [...a, ...b, ...vectorCode(13), ...lanes],
  and: binary(...vectorCode(78)),
  or: binary(...vectorCode(80)),
  xor: binary(...vectorCode(81)),
} as const;

export const i64x2 = {
  shiftLeft: binary(...vectorCode(203)),
  add: binary(...vectorCode(206)),
  subtract: binary(...vectorCode(209)),
} as const;

export const f64x2 = {
  splat: unary(...vectorCode(20)),
  lane: (a: Bytes, lane: 0 | 1): Bytes => [...a, ...vectorCode(33), lane],
  withLane: (a: Bytes, lane: 0 | 1, value: Bytes): Bytes => [...a, ...value, ...vectorCode(34), lane],
  equal: binary(...vectorCode(71)),
  absolute: unary(...vectorCode(236)),
  negate: unary(...vectorCode(237)),
  add: binary(...vectorCode(240)),
  subtract: binary(...vectorCode(241)),
  multiply: binary(...vectorCode(242)),
  divide: binary(...vectorCode(243)),
  /** b < a ? b : a, and a < b ? b : a: one machine instruction each, where min and max must see to NaN and −0. */
  lesser: binary(...vectorCode(246)),
  greater: binary(...vectorCode(247)),
  /** The two low 32-bit lanes, signed. */
  ofSignedLow: unary(...vectorCode(254)),
} as const;

/** Bulk memory: destination, source or value, length. */
export const memory = {
  copy: (to: Bytes, from: Bytes, bytes: Bytes): Bytes => [...to, ...from, ...bytes, 0xfc, 10, 0, 0],
  fill: (at: Bytes, value: Bytes, bytes: Bytes): Bytes => [...at, ...value, ...bytes, 0xfc, 11, 0],
} as const;

const EMPTY = 0x40;
export const control = {
  /** Runs the body again and again while the condition after it holds; the body runs at least once. */
  repeatWhile: (body: Bytes, condition: Bytes): Bytes => [0x03, EMPTY, ...body, ...condition, 0x0d, 0, 0x0b],
  /** A block that `leave(depth)` jumps out of. */
  block: (body: Bytes): Bytes => [0x02, EMPTY, ...body, 0x0b],
  when: (condition: Bytes, body: Bytes): Bytes => [...condition, 0x04, EMPTY, ...body, 0x0b],
  leaveWhen: (condition: Bytes, depth: number): Bytes => [...condition, 0x0d, ...unsigned(depth)],
} as const;
