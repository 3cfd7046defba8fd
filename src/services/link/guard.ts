// Comlink over a channel, behind a guard. Raw comlink lets its peer walk from any exposed function to its constructor and run
// text as code (comlink issue 603), and one malformed argument ends the exposing process. Here only a call of one named
// function of a frozen table passes, with plain arguments that fit its schema, rebuilt from the parsed values.

import * as Comlink from 'comlink';
import type { z } from 'zod';
import type { Channel } from './channels.ts';

export interface GuardedMethod {
  readonly arguments: z.ZodType<readonly unknown[]>;
  readonly run: (...values: readonly unknown[]) => unknown;
}

/** Pairs a function with the schema of its arguments. */
export function guarded<A extends readonly unknown[]>(
  schema: z.ZodType<A>,
  run: (...values: A) => unknown,
): GuardedMethod {
  return { arguments: schema, run: run as unknown as GuardedMethod['run'] };
}

/** What the other side sees of a table: the same functions, answering later. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer A) => infer R
    ? (...values: A) => Promise<Awaited<R>>
    : never;
};

type Listener = (event: { readonly data: unknown; readonly origin: string }) => void;

const LONGEST_ID = 128;

/** Serves the methods to the peer. `onRefused` hears of every message that was not let through. */
export function exposeGuarded(
  channel: Channel,
  methods: Readonly<Record<string, GuardedMethod>>,
  onRefused: (reason: string) => void = () => {},
): void {
  const table: Record<string, GuardedMethod['run']> = Object.create(null);
  for (const [name, method] of Object.entries(methods)) table[name] = method.run;
  Object.freeze(table);

  const { endpoint, hand } = endpointOver(channel);
  Comlink.expose(table, endpoint);

  channel.onData((data) => {
    try {
      const checked = checkCall(data, methods, table);
      if ('call' in checked) {
        hand(checked.call);
        return;
      }
      onRefused(checked.refused);
      if (checked.id !== undefined) channel.post(refusal(checked.id, checked.refused));
    } catch (error) {
      onRefused(`a message that could not be handled (${String(error)})`);
    }
  });
}

/** Comlink's end of a channel. Incoming messages reach it only through `hand`. */
function endpointOver(channel: Channel): { endpoint: Comlink.Endpoint; hand: (message: object) => void } {
  const listeners = new Set<Listener>();
  const endpoint = {
    postMessage: (message: unknown) => channel.post(message),
    addEventListener: (_type: string, listener: Listener) => listeners.add(listener),
    removeEventListener: (_type: string, listener: Listener) => listeners.delete(listener),
  };
  return {
    // Comlink's endpoint type is written against the DOM; ours has the three members it uses.
    endpoint: endpoint as unknown as Comlink.Endpoint,
    hand: (message) => {
      for (const listener of [...listeners]) listener({ data: message, origin: '' });
    },
  };
}

type Checked = { readonly call: object } | { readonly refused: string; readonly id: string | undefined };

function checkCall(
  data: unknown,
  methods: Readonly<Record<string, GuardedMethod>>,
  table: Readonly<Record<string, unknown>>,
): Checked {
  if (typeof data !== 'object' || data === null) return { refused: 'not a call', id: undefined };
  const message = data as Record<string, unknown>;
  const id =
    typeof message.id === 'string' && message.id.length > 0 && message.id.length <= LONGEST_ID
      ? message.id
      : undefined;
  if (id === undefined) return { refused: 'a call without an id', id };
  if (message.type === 'RELEASE') return { call: { id, type: 'RELEASE' } };
  if (message.type !== 'APPLY') return { refused: 'only calls are allowed', id };

  const { path } = message;
  if (!Array.isArray(path) || path.length !== 1 || typeof path[0] !== 'string')
    return { refused: 'a call must name exactly one function', id };
  const name = path[0];
  if (!Object.hasOwn(table, name)) return { refused: 'no such function', id };

  const values = plainArguments(message.argumentList);
  if (values === null) return { refused: `${name}: only plain arguments are allowed`, id };
  const parsed = methods[name]!.arguments.safeParse(values);
  if (!parsed.success) return { refused: `${name}: the arguments do not fit`, id };
  const argumentList = parsed.data.map((value) => ({ type: 'RAW', value }));
  return { call: { id, type: 'APPLY', path: [name], argumentList } };
}

function plainArguments(list: unknown): unknown[] | null {
  if (!Array.isArray(list)) return null;
  const values: unknown[] = [];
  for (const wire of list as unknown[]) {
    if (typeof wire !== 'object' || wire === null) return null;
    const { type, value } = wire as { type?: unknown; value?: unknown };
    if (type !== 'RAW') return null;
    values.push(value);
  }
  return values;
}

/** A refusal in comlink's own words, so that the caller's promise rejects instead of waiting for ever. */
function refusal(id: string, reason: string): object {
  const value = { isError: true, value: { name: 'Error', message: `Refused: ${reason}`, stack: '' } };
  return { id, type: 'HANDLER', name: 'throw', value };
}

/**
 * Calls the peer's methods. A call pends for ever once the peer is gone, so callers race it with the peer's end. Answers
 * that are neither a plain value nor an error are dropped.
 */
export function wrapGuarded<T>(channel: Channel): Remote<T> {
  const { endpoint, hand } = endpointOver(channel);
  channel.onData((data) => {
    const answer = checkAnswer(data);
    if (answer !== null) hand(answer);
  });
  return Comlink.wrap(endpoint) as unknown as Remote<T>;
}

function checkAnswer(data: unknown): object | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, type, name, value } = data as Record<string, unknown>;
  if (typeof id !== 'string') return null;
  if (type === 'RAW') return { id, type, value };
  if (type !== 'HANDLER' || name !== 'throw' || typeof value !== 'object' || value === null) return null;
  const thrown = (value as { value?: unknown }).value;
  const error = typeof thrown === 'object' && thrown !== null ? (thrown as Record<string, unknown>) : {};
  const message = typeof error.message === 'string' ? error.message : String(thrown);
  return { id, type, name, value: { isError: true, value: { name: 'Error', message } } };
}
