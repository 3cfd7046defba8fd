// The presets of [Note: assumptions], and what each choice means in words. Used by the run form, the run detail and the
// honesty waterfall, so that a flattering choice is always named where its result is shown.

import type { Assumptions, FillPolicyName } from './contract.ts';

export const HONEST: Assumptions = {
  exitOrder: 'pessimistic',
  exitBars: 'finest',
  entryPrice: 'next-open',
  stopFills: 'gap-and-slip',
  forcedExit: 'flat-by',
  selection: 'online',
  costs: 'dated',
  capacity: 'limited',
};

export const AS_PUBLISHED: Assumptions = {
  exitOrder: 'favourable',
  exitBars: 'signal',
  entryPrice: 'trigger',
  stopFills: 'exact',
  forcedExit: 'session-close',
  selection: 'hindsight',
  costs: 'flat',
  capacity: 'unlimited',
};

const PRESETS: Readonly<Record<FillPolicyName, Assumptions>> = {
  pessimistic: HONEST,
  'ohlc-path': { ...HONEST, exitOrder: 'ohlc-path' },
  'as-published': AS_PUBLISHED,
};

export function assumptionsOf(policy: FillPolicyName): Assumptions {
  return PRESETS[policy];
}

export interface AssumptionMeaning {
  readonly id: keyof Assumptions;
  readonly label: string;
  readonly detail: string;
  /** True when the choice makes results look better than they could have been. */
  readonly flattering: boolean;
}

const MEANINGS: {
  readonly [K in keyof Assumptions]: {
    readonly label: string;
    readonly choices: Readonly<
      Record<Assumptions[K], { readonly detail: string; readonly flattering: boolean }>
    >;
  };
} = {
  exitOrder: {
    label: 'Order of events inside a bar',
    choices: {
      pessimistic: {
        detail:
          'The stop that was active when the bar began is tested first; breakeven and trailing levels earned in a bar protect only from the next bar on.',
        flattering: false,
      },
      'ohlc-path': {
        detail:
          'Prices are assumed to run open, nearer extreme, other extreme, close. Real bars often do not.',
        flattering: true,
      },
      favourable: {
        detail:
          'The best price of a bar is assumed to come before its worst, so a trailing stop is raised by the very bar it then sells into.',
        flattering: true,
      },
    },
  },
  exitBars: {
    label: 'Bars exits are resolved on',
    choices: {
      finest: { detail: 'The finest bars stored for the instrument.', flattering: false },
      signal: {
        detail: 'The coarse signal bars, which hide what happened first inside them.',
        flattering: true,
      },
    },
  },
  entryPrice: {
    label: 'Entry price',
    choices: {
      'next-open': {
        detail: 'The first price after the decision bar has closed, plus slippage.',
        flattering: false,
      },
      trigger: {
        detail:
          'The trigger level inside the decision bar, although the rule also needs that bar’s close, which comes later.',
        flattering: true,
      },
    },
  },
  stopFills: {
    label: 'Stops and gaps',
    choices: {
      'gap-and-slip': {
        detail: 'A gap through a level fills at the open, and stops slip like the market orders they become.',
        flattering: false,
      },
      exact: {
        detail: 'Every stop and target fills exactly at its level, even across a gap.',
        flattering: true,
      },
    },
  },
  forcedExit: {
    label: 'End of the day',
    choices: {
      'flat-by': {
        detail: 'Open positions are closed at a set time, before the broker would square them off.',
        flattering: false,
      },
      'session-close': {
        detail: 'Open positions leave at the last bar’s close, after the broker’s square-off time.',
        flattering: true,
      },
    },
  },
  selection: {
    label: 'Daily top N',
    choices: {
      online: {
        detail: 'A signal is taken or left when it appears, judged only against earlier days’ scores.',
        flattering: false,
      },
      hindsight: {
        detail: 'The best N of the day are picked when the whole day is already known.',
        flattering: true,
      },
    },
  },
  costs: {
    label: 'Charges and slippage',
    choices: {
      dated: {
        detail:
          'Brokerage, STT, exchange and SEBI fees, stamp duty and GST in force on the day of each leg, plus modelled slippage on market orders.',
        flattering: false,
      },
      flat: {
        detail: 'A flat 13 basis points a round trip, whatever the date, size or side.',
        flattering: true,
      },
    },
  },
  capacity: {
    label: 'Shares and capital',
    choices: {
      limited: {
        detail: 'Whole shares, within cash, margin, open-position, daily and volume limits.',
        flattering: false,
      },
      unlimited: {
        detail: 'Fractions of shares and as many positions at once as there are signals.',
        flattering: true,
      },
    },
  },
};

/** Every assumption in force, in a fixed order, with its meaning. */
export function explainAssumptions(assumptions: Assumptions): readonly AssumptionMeaning[] {
  return (Object.keys(MEANINGS) as (keyof Assumptions)[]).map((id) => {
    const { label, choices } = MEANINGS[id];
    const choice = (choices as Readonly<Record<string, { detail: string; flattering: boolean }>>)[
      assumptions[id]
    ];
    if (!choice) throw new Error(`Unknown choice ${assumptions[id]} for ${id}`);
    return { id, label, detail: choice.detail, flattering: choice.flattering };
  });
}
