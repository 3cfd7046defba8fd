// One feature of a set, beside the table: its definition, and what the study says: distribution, months, neighbours.

import type { FeatureProfile, FeatureStudy } from '../../../../contracts/features.ts';
import { StabilityChart } from '../../../charts/distribution/stability-chart.tsx';
import { ValueHistogram } from '../../../charts/distribution/value-histogram.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { SetEntry } from './entry-row.ts';
import { FAMILY_WORDS, figure, placeWords, plainNumber, rangeWords } from './feature-words.ts';
import styles from './features.module.css';
import { HelpText } from './help-text.tsx';
import { neighboursOf } from './study-model.ts';

export interface FeaturePanelProps {
  readonly entry: SetEntry;
  readonly study: FeatureStudy | null;
  readonly onOpen: (name: string) => void;
}

export function FeaturePanel({ entry, study, onOpen }: FeaturePanelProps) {
  const profile = study?.features.find((one) => one.name === entry.name);
  return (
    <div className={styles.panel} data-feature={entry.name}>
      <Definition entry={entry} />
      {study && profile ? (
        <Studied profile={profile} study={study} onOpen={onOpen} />
      ) : (
        <p className="ad-muted">
          Distribution, stability and neighbours stand here once a study of this version has run: Study on…
        </p>
      )}
    </div>
  );
}

function Definition({ entry }: { readonly entry: SetEntry }) {
  const { template } = entry;
  return (
    <section>
      <h3>{template.title}</h3>
      <p className={styles.help}>
        <HelpText text={template.help} />
      </p>
      <dl className={styles.facts}>
        <dt>Family</dt>
        <dd>{FAMILY_WORDS[template.family]}</dd>
        <dt>Reads</dt>
        <dd>{template.kind === 'candidate' ? 'the proposed trade' : placeWords(entry)}</dd>
        {template.parameters.map((parameter) => (
          <Parameter
            key={parameter.name}
            name={parameter.name}
            help={parameter.help}
            value={entry.allParameters[parameter.name] ?? parameter.default}
            standard={parameter.default}
          />
        ))}
        <dt>Unit and range</dt>
        <dd>
          {template.unit}, {rangeWords(template.range)}
        </dd>
        {entry.warmup === null ? null : (
          <>
            <dt>Warm-up</dt>
            <dd>{formatNumber(entry.warmup)} bars</dd>
          </>
        )}
        <dt>Formula</dt>
        <dd>
          <code>{template.id}</code>, version {template.version}
        </dd>
      </dl>
    </section>
  );
}

interface ParameterProps {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly standard: number;
}

function Parameter({ name, help, value, standard }: ParameterProps) {
  return (
    <>
      <dt title={help}>{name}</dt>
      <dd>
        {plainNumber(value)}
        {value === standard ? null : <span className="ad-muted"> (default {plainNumber(standard)})</span>}
      </dd>
    </>
  );
}

interface StudiedProps {
  readonly profile: FeatureProfile;
  readonly study: FeatureStudy;
  readonly onOpen: (name: string) => void;
}

export function Studied({ profile, study, onOpen }: StudiedProps) {
  const { quantiles, histogram } = profile;
  const neighbours = neighboursOf(study, profile.name);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Rows</dt>
        <dd>
          {formatNumber(profile.rows)}, {formatPercent(profile.missing)} missing
        </dd>
        <dt>Mean ± σ</dt>
        <dd>
          {figure(profile.mean)} ± {figure(profile.std)}
        </dd>
        <dt>1 % to 99 %</dt>
        <dd>
          {figure(quantiles[1] ?? Number.NaN)} to {figure(quantiles[7] ?? Number.NaN)}
        </dd>
        <dt>Smallest, largest</dt>
        <dd>
          {figure(quantiles[0] ?? Number.NaN)}, {figure(quantiles[8] ?? Number.NaN)}
        </dd>
      </dl>
      <div className={styles.panelCharts}>
        <ValueHistogram
          name={`${profile.name}-distribution`}
          from={histogram.from}
          to={histogram.to}
          counts={histogram.counts}
          median={quantiles[4] ?? Number.NaN}
          words={figure}
        />
        <StabilityChart name={`${profile.name}-months`} months={profile.months} words={figure} />
        <Panel title="Says most alike" hint="Spearman correlation">
          <ul className={styles.neighbours}>
            {neighbours.map(({ name, correlation }) => (
              <li key={name}>
                <button type="button" className={styles.neighbour} onClick={() => onOpen(name)}>
                  <span>{name}</span>
                  <span className="ad-number">{formatNumber(correlation, 2, 'always')}</span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}
