// Parameters and assumptions in which the runs differ; a flattering choice is marked.

import { IconAlertTriangle } from '@tabler/icons-react';
import type { Comparison, Run } from '../../../../contracts/backtests.ts';
import { plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { assumptionName } from '../run-words.ts';
import styles from './compare.module.css';
import { RunKey } from './run-legend.tsx';

const ASSUMPTION = 'assumption.';
const HASH_SHOWN = 12;

type Value = Comparison['parameterDifferences'][number]['values'][number];

function valueWords(name: string, value: Value): string {
  if (value === null) return '–';
  if (name === 'data') return String(value).slice(0, HASH_SHOWN);
  if (value === true) return 'on';
  if (value === false) return 'off';
  return String(value);
}

function noteOf(run: Run, name: string) {
  if (!name.startsWith(ASSUMPTION)) return undefined;
  return run.assumptionNotes.find((note) => note.id === name.slice(ASSUMPTION.length));
}

function Name({ name, runs }: { readonly name: string; readonly runs: readonly Run[] }) {
  if (!name.startsWith(ASSUMPTION))
    return name.includes(' ') || /^[a-z]+$/.test(name) ? assumptionName(name) : <code>{name}</code>;
  const note = runs[0] ? noteOf(runs[0], name) : undefined;
  return note?.label ?? assumptionName(name.slice(ASSUMPTION.length));
}

export function SettingTable({ comparison }: { readonly comparison: Comparison }) {
  const { runs, parameterDifferences } = comparison;
  return (
    <Panel title="Settings that differ" hint={plural(parameterDifferences.length, 'difference')}>
      {parameterDifferences.length === 0 ? (
        <p className={`${styles.nothing} ad-muted`}>
          None: same strategy, parameters, assumptions, range and candles.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard
        <section className={styles.tableScroller} tabIndex={0} aria-label="Settings that differ">
          <table className={styles.settings}>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                {runs.map((run, index) => (
                  <th key={run.id} scope="col" title={run.name}>
                    <RunKey index={index} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {parameterDifferences.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">
                    <Name name={name} runs={runs} />
                  </th>
                  {values.map((value, index) => {
                    const run = runs[index];
                    const note = run ? noteOf(run, name) : undefined;
                    return (
                      <td key={run?.id} title={note?.detail} data-flattering={note?.flattering || undefined}>
                        {note?.flattering ? <IconAlertTriangle size={12} aria-label="flattering" /> : null}
                        {valueWords(name, value)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
