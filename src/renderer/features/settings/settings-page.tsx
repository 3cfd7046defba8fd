// Settings: appearance, jobs, where the data lives, about. Every change is saved as it is made.

import { SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Settings } from '../../../contracts/system.ts';
import { useTRPC } from '../../app/api.ts';
import { useSettings, useUpdateSettings } from '../../app/preferences.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { formatBytes, formatMoney } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { NumberSetting } from './number-setting.tsx';
import styles from './settings.module.css';

function Line({
  name,
  text,
  children,
}: {
  readonly name: string;
  readonly text?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.line}>
      <div>
        <div className={styles.name}>{name}</div>
        {text ? <p>{text}</p> : null}
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  );
}

function Appearance({
  settings,
  save,
}: {
  readonly settings: Settings;
  readonly save: (patch: Partial<Settings>) => void;
}) {
  return (
    <section className={styles.section}>
      <h2>Appearance</h2>
      <Line name="Theme">
        <SegmentedControl
          aria-label="Theme"
          fullWidth
          data={[
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
            { value: 'system', label: 'As the system' },
          ]}
          value={settings.theme}
          onChange={(theme) => save({ theme: theme as Settings['theme'] })}
        />
      </Line>
      <Line
        name="Profit and loss colours"
        text="Blue and orange stay apart for red-green colour blindness. Signs and arrows always say it too."
      >
        <SegmentedControl
          aria-label="Profit and loss colours"
          fullWidth
          data={[
            { value: 'green-red', label: 'Green / red' },
            { value: 'blue-orange', label: 'Blue / orange' },
          ]}
          value={settings.palette}
          onChange={(palette) => save({ palette: palette as Settings['palette'] })}
        />
        <div className={styles.sample}>
          <span className="ad-number ad-up">▲ {formatMoney(12_450, 0, 'always')}</span>
          <span className="ad-number ad-down">▼ {formatMoney(-8_120, 0)}</span>
        </div>
      </Line>
      <Line name="Hollow candles" text="Candles that closed above their open are drawn as outlines.">
        <Switch
          aria-label="Hollow candles"
          checked={settings.hollowCandles}
          onChange={(event) => save({ hollowCandles: event.currentTarget.checked })}
        />
      </Line>
    </section>
  );
}

export function SettingsPage() {
  const trpc = useTRPC();
  const settings = useSettings();
  const update = useUpdateSettings();
  const info = useQuery(trpc.system.info.queryOptions()).data;
  const save = (patch: Partial<Settings>) => update.mutate(patch);
  return (
    <Page title="Settings">
      <div className={styles.settings}>
        {update.error ? <ErrorNote error={update.error} title="The setting was not saved" /> : null}
        <Appearance settings={settings} save={save} />
        <section className={styles.section}>
          <h2>Jobs</h2>
          <Line
            name="Jobs at once"
            text="Each import or backtest runs in its own process. More at once only helps with free processor cores."
          >
            <NumberSetting
              label="Jobs at once"
              value={settings.jobConcurrency}
              min={1}
              max={8}
              step={1}
              unit="jobs"
              onSave={(jobConcurrency) => save({ jobConcurrency })}
            />
          </Line>
          <Line
            name="Memory of a job"
            text="A job that needs more is stopped and marked as failed; the desk itself and other jobs go on."
          >
            <NumberSetting
              label="Memory of a job"
              value={settings.jobMemoryMb}
              min={256}
              max={16_384}
              step={256}
              unit="MB"
              onSave={(jobMemoryMb) => save({ jobMemoryMb })}
            />
          </Line>
        </section>
        <section className={styles.section}>
          <h2>Data folder</h2>
          <Line
            name="Folder"
            text="Everything AnchorDesk stores is in this folder. To use another one, start the desk with --data-dir <folder>; to back up, close the desk and copy it."
          >
            <div className="ad-mono">{info?.dataFolder ?? '–'}</div>
            {info ? <CopyButton text={info.dataFolder} label="Copy path" mt={8} /> : null}
          </Line>
          <Line name="Database">
            <div className="ad-mono">{info?.databaseFile ?? '–'}</div>
            <div className="ad-muted">
              {info
                ? `${formatBytes(info.databaseBytes)}, ${info.databaseDriver}${info.readOnly ? ', read-only' : ''}`
                : ''}
            </div>
          </Line>
        </section>
        <section className={styles.section}>
          <h2>About</h2>
          <Line name="Version">
            AnchorDesk {info?.version ?? '–'}
            <div className="ad-muted">
              {info
                ? `${info.shell === 'electron' ? 'Desktop' : 'Browser'} shell, Node ${info.nodeVersion.replace(/^v/, '')}`
                : ''}
            </div>
          </Line>
          <Line name="Health" text="Versions, paths and self-checks.">
            <Link to="/monitor" search={{ view: 'health' }}>
              Open Monitor
            </Link>
          </Line>
          <Line name="First-run choices" text="Sample market, import, broker.">
            <Link to="/welcome">Show them again</Link>
          </Line>
        </section>
      </div>
    </Page>
  );
}
