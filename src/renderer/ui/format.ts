// Every number, amount and instant the page prints goes through here: Indian grouping, true minus signs, IST.
// Pure text in, text out; components (money.tsx, time.tsx) add colour and hover. Must not depend on the machine's zone or locale.

/** U+2212: as wide as a digit's plus sign, unlike the hyphen. */
export const MINUS = '−';
/** Shown wherever a figure does not exist (no trades, undefined ratio). */
export const NONE = '–';
/** IST has had no daylight saving since 1945, so a fixed offset is exact for every bar we can hold. */
export const IST_OFFSET_MS = 19_800_000;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
/** `Jan` … `Dec`. */
export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** `1234567` → `12,34,567`: the last three digits, then pairs. */
function groupIndian(digits: string): string {
  if (digits.length <= 3) return digits;
  const head = digits.slice(0, -3);
  return `${head.replace(/\B(?=(\d{2})+$)/g, ',')},${digits.slice(-3)}`;
}

/** Grouped decimal with a true minus. A value that rounds to zero carries no sign. */
export function formatNumber(value: number, decimals = 0, sign: 'auto' | 'always' = 'auto'): string {
  if (!Number.isFinite(value)) return NONE;
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = fixed.split('.');
  const isZero = Number(fixed) === 0;
  const mark = isZero ? '' : value < 0 ? MINUS : sign === 'always' ? '+' : '';
  return `${mark}${groupIndian(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `₹1,23,456.78`, `−₹940.00`; `sign: 'always'` prints `+₹…` for gains. */
export function formatMoney(value: number, decimals = 2, sign: 'auto' | 'always' = 'auto'): string {
  const text = formatNumber(value, decimals, sign);
  if (text === NONE) return NONE;
  return text.startsWith(MINUS) || text.startsWith('+') ? `${text[0]}₹${text.slice(1)}` : `₹${text}`;
}

/** For tiles: `₹1.24 L`, `₹3.1 Cr`; below a lakh whole rupees. Show the exact amount on hover. */
export function formatMoneyCompact(value: number, sign: 'auto' | 'always' = 'auto'): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  // 99,999.6 prints as `₹1 L`, never as `₹1,00,000` beside it.
  if (size < 99_999.5) return formatMoney(value, 0, sign);
  const inCrore = size >= 9_999_500;
  const scaled = value / (inCrore ? 1e7 : 1e5);
  const text = formatMoney(scaled, Math.abs(scaled) < 9.995 ? 2 : 1, sign).replace(/\.?0+$/, '');
  return `${text} ${inCrore ? 'Cr' : 'L'}`;
}

/** `1.24 L`, `3.1 Cr` for counts such as volume. */
export function formatCountCompact(value: number): string {
  return formatMoneyCompact(value).replace('₹', '');
}

/** A fraction as percent: `0.4231` → `42.3 %`. */
export function formatPercent(fraction: number, decimals = 1, sign: 'auto' | 'always' = 'auto'): string {
  const text = formatNumber(fraction * 100, decimals, sign);
  return text === NONE ? NONE : `${text} %`;
}

/** A share of something whole: rounded down, so that 99.997 % never reads as complete. */
export function formatShare(fraction: number, decimals = 1): string {
  const scale = 10 ** (decimals + 2);
  // The small addition undoes binary dust: 0.29 must not become 28.9 %.
  return formatPercent(Math.floor(fraction * scale + 1e-9) / scale, decimals);
}

/** Ratios such as Sharpe or profit factor; an infinite profit factor (no losing trade) is `∞`. */
export function formatRatio(value: number, decimals = 2): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  return formatNumber(value, decimals);
}

/** File sizes in binary steps: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NONE;
  if (bytes < 1024) return `${formatNumber(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${formatNumber(size, size < 10 ? 1 : 0)} ${units[unit]}`;
}

/** `1 bar`, `12 bars`, `1,204 bars`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

function istParts(time: number): Date {
  return new Date(time + IST_OFFSET_MS);
}

/** Calendar date in India of an instant, `2024-03-28`. */
export function istDateOf(time: number): string {
  return istParts(time).toISOString().slice(0, 10);
}

/** `2024-03-28` → `Thu 28 Mar 2024`. Text that is no date is returned as it is. */
export function formatSessionDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return date;
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${match[1]}`;
}

/** `1 Jan – 30 Jun 2025`, `26 Aug 2025 – 23 Feb 2026`: where weekdays would only take room. */
export function formatDateRange(from: string, to: string): string {
  const short = (date: string): string => formatSessionDate(date).replace(/^[A-Z][a-z]{2} (?=\d)/, '');
  const first = from.slice(0, 4) === to.slice(0, 4) ? short(from).replace(/ \d{4}$/, '') : short(from);
  return from === to ? short(to) : `${first} – ${short(to)}`;
}

/** An instant's date in India: `Thu 28 Mar 2024`. */
export function formatDate(time: number): string {
  return Number.isFinite(time) ? formatSessionDate(istDateOf(time)) : NONE;
}

/** `09:15`, with seconds `09:15:07`. The view says IST once. */
export function formatClock(time: number, seconds = false): string {
  if (!Number.isFinite(time)) return NONE;
  const parts = istParts(time);
  const clock = `${two(parts.getUTCHours())}:${two(parts.getUTCMinutes())}`;
  return seconds ? `${clock}:${two(parts.getUTCSeconds())}` : clock;
}

/** `Thu 28 Mar 2024 09:15`. */
export function formatDateTime(time: number, seconds = false): string {
  return Number.isFinite(time) ? `${formatDate(time)} ${formatClock(time, seconds)}` : NONE;
}

/** `2024-03` → `Mar 2024`. */
export function formatMonth(month: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(month);
  const name = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && name ? `${name} ${match[1]}` : month;
}

/** `420 ms`, `6.2 s`, `12 m 05 s`, `3 h 20 m`, `2 d 04 h`. */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return NONE;
  const size = Math.max(0, durationMs);
  if (size < 1000) return `${Math.round(size)} ms`;
  if (size < 9950) return `${(size / 1000).toFixed(1)} s`;
  const seconds = Math.round(size / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${two(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${two(minutes % 60)} m`;
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

/** Beside an absolute time only: `just now`, `4 min ago`, `in 2 h`, `3 days ago`. */
export function formatRelative(time: number, now: number): string {
  const difference = now - time;
  const size = Math.abs(difference);
  if (size < 45_000) return 'just now';
  const words =
    size < 3_570_000
      ? `${Math.max(1, Math.round(size / 60_000))} min`
      : size < 86_400_000
        ? `${Math.round(size / 3_600_000)} h`
        : plural(Math.round(size / 86_400_000), 'day');
  return difference > 0 ? `${words} ago` : `in ${words}`;
}
