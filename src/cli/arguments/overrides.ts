// Corrections of the detected plan, one option each: reads their text into the importer's own shape and checks it.

import { columnMapSchema, type PlanOverrides, planOverridesSchema } from '../../contracts/imports.ts';
import { badUsage } from '../failures.ts';

export interface OverrideOptions {
  readonly interval?: string;
  readonly zone?: string;
  readonly stamp?: string;
  readonly exchange?: string;
  readonly symbol?: string;
  readonly timeFormat?: string;
  readonly outside?: string;
  readonly delimiter?: string;
  readonly headerRows?: string;
  readonly columns?: readonly string[];
}

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };

/** Throws BAD_REQUEST naming the option that does not fit. */
export function readOverrides(options: OverrideOptions): PlanOverrides {
  const given = {
    interval: options.interval,
    timeZone: checkedZone(options.zone),
    stamp: options.stamp,
    exchange: options.exchange,
    symbol: options.symbol?.toUpperCase(),
    timeFormat: options.timeFormat,
    outsideSession: options.outside,
    delimiter:
      options.delimiter === undefined ? undefined : (DELIMITERS[options.delimiter] ?? options.delimiter),
    headerRows: options.headerRows === undefined ? undefined : Number(options.headerRows),
    columns: options.columns === undefined ? undefined : readColumns(options.columns),
  };
  return planOverridesSchema.parse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
}

function checkedZone(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw badUsage(`--zone ${zone} is no time zone. Give a name like Asia/Kolkata. Nothing was imported.`);
  }
}

function readColumns(texts: readonly string[]): unknown {
  const columns: Record<string, number> = {};
  for (const text of texts.flatMap((one) => one.split(','))) {
    const [name = '', position = ''] = text.split('=');
    if (!Object.hasOwn(columnMapSchema.shape, name) || !/^\d+$/.test(position))
      throw badUsage(
        `--columns takes name=position, with names ${Object.keys(columnMapSchema.shape).join(', ')}, not "${text}". Nothing was imported.`,
      );
    columns[name] = Number(position);
  }
  return columns;
}
