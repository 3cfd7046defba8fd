// The order state machine: one transition table for backtest, replay, paper and live.
// Used by the kernel and, later, by executors. Acknowledged is not filled; `denied` is our own refusal before anything was
// sent, `rejected` is the broker's.

import type { Side } from './exit-plan.ts';

export const ORDER_STATES = [
  'initialised',
  'denied',
  'submitted',
  'accepted',
  'rejected',
  'partially-filled',
  'filled',
  'cancel-pending',
  'cancelled',
  'expired',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_EVENTS = [
  'deny',
  'submit',
  'accept',
  'reject',
  'fill-part',
  'fill',
  'request-cancel',
  'cancel',
  'expire',
] as const;
export type OrderEventKind = (typeof ORDER_EVENTS)[number];

/** Allowed moves; anything not listed is refused. A fill may overtake both the acknowledgement and a cancel in flight. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Partial<Record<OrderEventKind, OrderState>>>> = {
  initialised: { deny: 'denied', submit: 'submitted' },
  denied: {},
  submitted: {
    accept: 'accepted',
    reject: 'rejected',
    'fill-part': 'partially-filled',
    fill: 'filled',
    'request-cancel': 'cancel-pending',
    cancel: 'cancelled',
    expire: 'expired',
  },
  accepted: {
    'fill-part': 'partially-filled',
    fill: 'filled',
    'request-cancel': 'cancel-pending',
    cancel: 'cancelled',
    expire: 'expired',
    // The exchange may still refuse an order the broker had acknowledged (price band, closing-auction cut-off).
    reject: 'rejected',
  },
  rejected: {},
  'partially-filled': {
    'fill-part': 'partially-filled',
    fill: 'filled',
    'request-cancel': 'cancel-pending',
    cancel: 'cancelled',
    expire: 'expired',
  },
  filled: {},
  'cancel-pending': {
    'fill-part': 'cancel-pending',
    fill: 'filled',
    cancel: 'cancelled',
    expire: 'expired',
    // The cancel was refused and the order works on.
    accept: 'accepted',
  },
  cancelled: {},
  expired: {},
};

export type OrderRole = 'entry' | 'stop' | 'target' | 'exit';

export interface Order {
  readonly id: number;
  readonly instrumentId: string;
  readonly role: OrderRole;
  /** +1 buys, −1 sells. */
  readonly direction: Side;
  /** Entry order this one protects or closes; its own id for an entry. */
  readonly parentId: number;
  quantity: number;
  filledQuantity: number;
  /** Trigger or limit price; NaN for a market order. */
  price: number;
  state: OrderState;
}

/**
 * Hears every order event, in order: what happened to which order (its state is already the new one), when (epoch
 * milliseconds), for how much at what price, and the reason code of a denial, rejection, cancel or expiry. Arguments rather
 * than an object, so that a run nobody journals allocates nothing for it.
 */
export type OrderEventSink = (
  order: Order,
  kind: OrderEventKind,
  time: number,
  price: number,
  quantity: number,
  reason: string,
) => void;

/** State after the event, or undefined where the table forbids it. */
export function nextOrderState(state: OrderState, event: OrderEventKind): OrderState | undefined {
  return ORDER_TRANSITIONS[state][event];
}

/** Moves the order. Throws on a forbidden move: in our own process that is a defect, never data. */
export function applyOrderEvent(order: Order, event: OrderEventKind): void {
  const next = nextOrderState(order.state, event);
  if (next === undefined)
    throw new Error(`Order ${order.id} cannot ${event} while ${order.state}; the order was left unchanged`);
  order.state = next;
}

export function isOpenOrder(state: OrderState): boolean {
  return Object.keys(ORDER_TRANSITIONS[state]).length > 0;
}
