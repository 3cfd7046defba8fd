import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCalendar } from '../../market/index.ts';
import { type Power, readPower, reasonToWait, remembered } from './waiting.ts';

const calendar = loadCalendar();
const at = (date: string, clock: string) => calendar.timeOf('nse-equity', date, clock);
const quiet = (from: string, to: string) => ({
  budget: { quietHours: { from, to }, onBattery: 'run' as const },
  calendar,
  power: (): Power => 'mains',
});

describe('quiet hours', () => {
  it('hold on trading days between their ends', () => {
    const parts = quiet('09:00', '15:45');
    // Wednesday, Saturday, and Republic Day.
    expect(reasonToWait(parts, at('2025-01-08', '08:59'))).toBeNull();
    expect(reasonToWait(parts, at('2025-01-08', '09:00'))).toBe('quiet hours until 15:45 exchange time');
    expect(reasonToWait(parts, at('2025-01-08', '15:44'))).not.toBeNull();
    expect(reasonToWait(parts, at('2025-01-08', '15:45'))).toBeNull();
    expect(reasonToWait(parts, at('2025-01-11', '12:00'))).toBeNull();
    expect(reasonToWait(parts, at('2026-01-26', '12:00'))).toBeNull();
  });

  it('over midnight belong to the day they began on', () => {
    const parts = quiet('22:00', '06:00');
    // Friday night into Saturday counts, Sunday night into Monday does not.
    expect(reasonToWait(parts, at('2025-01-10', '23:00'))).not.toBeNull();
    expect(reasonToWait(parts, at('2025-01-11', '05:59'))).not.toBeNull();
    expect(reasonToWait(parts, at('2025-01-11', '06:00'))).toBeNull();
    expect(reasonToWait(parts, at('2025-01-13', '05:00'))).toBeNull();
  });
});

describe('battery', () => {
  const root = mkdtempSync(join(tmpdir(), 'training-power-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  function machine(name: string, supplies: Record<string, Record<string, string>>): string {
    const folder = join(root, name);
    mkdirSync(folder);
    for (const [supply, facts] of Object.entries(supplies)) {
      mkdirSync(join(folder, supply));
      for (const [fact, text] of Object.entries(facts))
        writeFileSync(join(folder, supply, fact), `${text}\n`);
    }
    return folder;
  }

  it('is read from the list of supplies', () => {
    const battery = { type: 'Battery', status: 'Discharging' };
    expect(readPower(machine('laptop', { AC: { type: 'Mains', online: '0' }, BAT0: battery }))).toBe(
      'battery',
    );
    expect(readPower(machine('plugged', { AC: { type: 'Mains', online: '1' }, BAT0: battery }))).toBe(
      'mains',
    );
    expect(readPower(machine('full', { BAT0: { type: 'Battery', status: 'Full' } }))).toBe('mains');
    expect(readPower(machine('mouse', { hid: { ...battery, scope: 'Device' } }))).toBe('mains');
    expect(readPower(machine('desktop', {}))).toBe('mains');
    expect(readPower(join(root, 'no-such-folder'))).toBe('unknown');
  });

  it('holds only where the budget says so, and a system that does not tell runs', () => {
    const parts = (power: Power, onBattery: 'run' | 'wait') => ({
      budget: { quietHours: null, onBattery },
      calendar,
      power: () => power,
    });
    expect(reasonToWait(parts('battery', 'wait'), 0)).toBe('the machine runs on battery');
    expect(reasonToWait(parts('battery', 'run'), 0)).toBeNull();
    expect(reasonToWait(parts('mains', 'wait'), 0)).toBeNull();
    expect(reasonToWait(parts('unknown', 'wait'), 0)).toBeNull();
  });
});

it('looks up what it remembers after ten seconds, and at once where the clock was set back', () => {
  let [now, reads] = [1_000_000, 0];
  const value = remembered(
    () => ++reads,
    () => now,
  );
  expect([value(), value()]).toEqual([1, 1]);
  now += 10_000;
  expect(value()).toBe(1);
  now += 1;
  expect(value()).toBe(2);
  // A day back: it must not take a day until the battery is looked at again.
  now -= 86_400_000;
  expect(value()).toBe(3);
});
