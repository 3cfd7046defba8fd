// What the NSE is doing at a moment, in words for the clock in the page's header. Called through calendar.ts.
// Follows the cash market's continuous trading; knows nothing of a single instrument.
import type { MarketClock } from '../../contracts/system.ts';
import type { Calendar, CalendarSession } from './calendar.ts';

/** Longer than any closure of the exchange; the search for the next session ends here. */
const SEARCH_DAYS = 20;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function clockAt(now: number, calendar: Calendar): MarketClock {
  const clock = (epochMs: number) => calendar.clockOf('nse-equity', epochMs);
  const today = calendar.dateOf('nse-equity', now);
  const upcoming = calendar.sessions(
    'nse-equity',
    today,
    calendar.dateOf('nse-equity', now + SEARCH_DAYS * DAY_MS),
  );
  const answer = (state: MarketClock['state'], label: string, nextChange: number | null): MarketClock => ({
    now,
    exchange: 'NSE',
    state,
    label,
    nextChange,
  });

  const preOpenMs = calendar.preOpenMs('nse-equity');
  for (const session of upcoming) {
    const sure = session.assumed ? ' (assumed)' : '';
    for (const [index, window] of session.windows.entries()) {
      if (now >= window.close) continue;
      if (now >= window.open) {
        return answer(
          'open',
          `closes ${clock(window.close)}${auctionWords(session, calendar)}${sure}`,
          window.close,
        );
      }
      if (now >= window.open - preOpenMs)
        return answer('pre-open', `opens ${clock(window.open)}${sure}`, window.open);
      const day = session.date === today ? '' : `${dayWords(session.date)} `;
      const words = `${index > 0 ? 'reopens' : 'opens'} ${day}${clock(window.open)}${sure}`;
      const holiday = calendar.session('nse-equity', today)
        ? null
        : calendar.holidayName('nse-equity', today);
      return holiday
        ? answer('holiday', `${holiday}, ${words}`, window.open - preOpenMs)
        : answer('closed', words, window.open - preOpenMs);
    }
  }
  return answer('closed', 'no session known in the next weeks', null);
}

/** Since August 2026 stocks with derivatives stop trading earlier, for their closing auction. */
function auctionWords(session: CalendarSession, calendar: Calendar): string {
  const auction = calendar.session('nse-equity-auction', session.date);
  if (!auction || auction.close === session.close) return '';
  return `, auction stocks ${calendar.clockOf('nse-equity-auction', auction.close)}`;
}

/** `Mon 23 Nov`. */
function dayWords(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}
