import { describe, expect, it } from 'vitest';
import {
  applyOrderEvent,
  isOpenOrder,
  nextOrderState,
  ORDER_EVENTS,
  ORDER_STATES,
  type Order,
} from './order.ts';

const order = (state: Order['state']): Order => ({
  id: 1,
  instrumentId: 'NSE:T',
  role: 'entry',
  direction: 1,
  parentId: 1,
  quantity: 10,
  filledQuantity: 0,
  price: Number.NaN,
  state,
});

describe('order transitions', () => {
  it('lets nothing happen to an order that has ended', () => {
    for (const ended of ['denied', 'rejected', 'filled', 'cancelled', 'expired'] as const) {
      expect(isOpenOrder(ended)).toBe(false);
      for (const event of ORDER_EVENTS) expect(nextOrderState(ended, event)).toBeUndefined();
    }
  });

  it('can end every order that is still open', () => {
    for (const state of ORDER_STATES.filter(isOpenOrder)) {
      const reachable = new Set([state]);
      for (const from of reachable)
        for (const event of ORDER_EVENTS) {
          const next = nextOrderState(from, event);
          if (next) reachable.add(next);
        }
      expect([...reachable].some((to) => !isOpenOrder(to))).toBe(true);
    }
  });

  it('denies only before anything was sent, and rejects only after', () => {
    expect(nextOrderState('initialised', 'deny')).toBe('denied');
    for (const state of ORDER_STATES.filter((one) => one !== 'initialised'))
      expect(nextOrderState(state, 'deny')).toBeUndefined();
    expect(nextOrderState('initialised', 'reject')).toBeUndefined();
  });

  it('accepts a fill that overtakes the acknowledgement or a cancel in flight', () => {
    expect(nextOrderState('submitted', 'fill')).toBe('filled');
    expect(nextOrderState('cancel-pending', 'fill')).toBe('filled');
    expect(nextOrderState('cancel-pending', 'fill-part')).toBe('cancel-pending');
  });

  it('refuses a forbidden move and leaves the order as it was', () => {
    const filled = order('filled');
    expect(() => applyOrderEvent(filled, 'cancel')).toThrow(/cannot cancel while filled/);
    expect(filled.state).toBe('filled');
  });
});
