// Reads and checks the calendar files in resources/calendars. Called by calendar.ts only.
// Dates, hours and sources live in those files; nothing here knows a holiday.
import { z } from 'zod';
import nseFile from '../../../resources/calendars/nse.json' with { type: 'json' };
import usFile from '../../../resources/calendars/us.json' with { type: 'json' };
import { dateSchema } from '../../contracts/market.ts';

export const PROFILES = ['nse-equity', 'nse-equity-auction', 'nse-derivatives', 'us-equity'] as const;
/** Which hours an instrument keeps: its segment, and for stocks whether they are in the closing auction. */
export type Profile = (typeof PROFILES)[number];

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:15');
const windowsSchema = z.array(z.tuple([clockSchema, clockSchema])).min(1);
const profilesSchema = z.array(z.enum(PROFILES)).min(1);

export const calendarFileSchema = z.strictObject({
  exchange: z.string(),
  zone: z.enum(['Asia/Kolkata', 'America/New_York']),
  validFrom: dateSchema,
  validTo: dateSchema,
  sources: z.array(z.string()).min(1),
  /** Regular hours; for a profile and date the latest entry not after the date counts. */
  hours: z.array(
    z.strictObject({
      profiles: profilesSchema,
      from: dateSchema,
      windows: windowsSchema,
      source: z.string(),
    }),
  ),
  preOpenMinutes: z.int().min(0),
  /** `time`: our own default for being flat. `broker`: when the broker squares off, null where it does not. */
  flatBy: z.array(
    z.strictObject({
      profiles: profilesSchema,
      from: dateSchema,
      time: clockSchema,
      broker: clockSchema.nullable(),
      source: z.string(),
    }),
  ),
  flatByMinutesBeforeSpecialClose: z.int().min(1),
  holidays: z.array(z.strictObject({ date: dateSchema, name: z.string() })),
  /** Trading where the weekday or the holiday list says there is none, or with other hours. No `windows`: regular hours. */
  specialSessions: z.array(
    z.strictObject({
      date: dateSchema,
      kind: z.enum(['special', 'muhurat', 'shortened']),
      name: z.string(),
      windows: windowsSchema.optional(),
      /** Why the hours are not certain. */
      assumed: z.string().optional(),
    }),
  ),
  notes: z.array(z.strictObject({ date: dateSchema, text: z.string() })),
});
export type CalendarFile = z.infer<typeof calendarFileSchema>;

let files: { readonly nse: CalendarFile; readonly us: CalendarFile } | undefined;

export function calendarFileOf(profile: Profile): CalendarFile {
  files ??= { nse: calendarFileSchema.parse(nseFile), us: calendarFileSchema.parse(usFile) };
  return profile === 'us-equity' ? files.us : files.nse;
}
