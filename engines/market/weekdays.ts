// Names of the days of the week, Monday first, as exchanges and ISO 8601 count them. Used by breakdowns of trades, the schedule's screen
// and the command line.

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
