import { describe, expect, it } from 'vitest';
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

const india = createZoneClock('Asia/Kolkata');
const read = (layout: string, text: string) => createStampReader(layout, india).readText(text);
const at = (text: string) => Date.parse(text);

describe('reading time stamps', () => {
  it.each([
    ['iso', '2024-03-28T09:15:00+05:30', '2024-03-28T03:45:00Z'],
    ['iso', '2024-03-28T09:15:00+0530', '2024-03-28T03:45:00Z'],
    ['iso', '2024-03-28 03:45:00Z', '2024-03-28T03:45:00Z'],
    ['iso', '2024-03-28 09:15:00 -04:00', '2024-03-28T13:15:00Z'],
    ['iso', '2024-03-28T09:15', '2024-03-28T03:45:00Z'],
    ['iso', '2024-03-28T09:15:30.5', '2024-03-28T03:45:30.500Z'],
    ['iso', '2024-03-28T09:15:30.123456+05', '2024-03-28T04:15:30.123Z'],
    ['iso', '2024-03-28', '2024-03-27T18:30:00Z'],
    ['dd-MM-yyyy HH:mm:ss', '28-03-2024 09:15:59', '2024-03-28T03:45:59Z'],
    ['dd/MM/yyyy HH:mm', '8/3/2024 9:15', '2024-03-08T03:45:00Z'],
    ['yyyyMMdd HH:mm', '20240328 09:15', '2024-03-28T03:45:00Z'],
    ['yyyyMMddHHmmss', '20240328091500', '2024-03-28T03:45:00Z'],
    ['dd-MMM-yyyy', '28-MAR-2024', '2024-03-27T18:30:00Z'],
    ['dd-MM-yyyy hh:mm a', '28-03-2024 12:15 AM', '2024-03-27T18:45:00Z'],
    ['dd-MM-yyyy hh:mm a', '28-03-2024 12:15 pm', '2024-03-28T06:45:00Z'],
    ['epoch-s', '1711597500', '2024-03-28T03:45:00Z'],
    ['epoch-s', '1711597500.0', '2024-03-28T03:45:00Z'],
    ['epoch-ms', '1711597500000', '2024-03-28T03:45:00Z'],
    ['epoch-us', '1711597500000000', '2024-03-28T03:45:00Z'],
    ['epoch-ns', '1711597500000000000', '2024-03-28T03:45:00Z'],
  ])('%s: %s', (layout, text, wanted) => {
    expect(new Date(read(layout, text)).toISOString()).toBe(new Date(at(wanted)).toISOString());
  });

  it.each([
    ['iso', '2024-02-30T09:15:00+05:30'],
    ['iso', '2023-02-29'],
    ['iso', '2024-13-01T09:15'],
    ['iso', '2024-03-28T24:00'],
    ['iso', '2024-03-28T09:60'],
    ['iso', '2024-03-28T09:15:00+99:00'],
    ['iso', '2024-03-28T09:15:00 IST'],
    ['iso', '1970-01-01T00:00:00Z'],
    ['iso', ''],
    ['dd-MM-yyyy HH:mm:ss', '2024-03-28 09:15:00'],
    ['dd-MM-yyyy hh:mm a', '28-03-2024 13:15 PM'],
    ['yyyyMMdd HH:mm', '2024032 09:15'],
    ['epoch-s', '17115x7500'],
    ['epoch-s', '12'],
  ])('refuses as %s: %s', (layout, text) => {
    expect(read(layout, text)).toBeNaN();
  });

  it('reads a date and a time cell, with or without an offset in the time', () => {
    const bytes = Buffer.from('2024-03-28,09:15:00Z');
    expect(createStampReader('iso', india).readPair(bytes, 0, 10, 11, 20)).toBe(at('2024-03-28T09:15:00Z'));
    const plain = Buffer.from('28-03-2024,09:15:59');
    const reader = createStampReader('dd-MM-yyyy HH:mm:ss', india);
    expect(reader.readPair(plain, 0, 10, 11, 19)).toBe(at('2024-03-28T03:45:59Z'));
  });

  it('refuses a layout it does not know', () => {
    for (const layout of ['', 'QQQ', 'HH:mm', 'yyyy'])
      expect(() => createStampReader(layout, india)).toThrow(/not a known layout/);
  });
});
