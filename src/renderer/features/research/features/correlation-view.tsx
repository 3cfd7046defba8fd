// The second view of a studied set: the correlation map ordered by groups, and the groups as lists.

import { useMemo } from 'react';
import type { FeatureStudy } from '../../../../contracts/features.ts';
import { CorrelationMap } from '../../../charts/correlation/correlation-map.tsx';
import { correlationView } from '../../../charts/correlation/correlation-model.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import styles from './features.module.css';
import { clusterOrder, clustersOf } from './study-model.ts';

export interface CorrelationViewProps {
  readonly setId: string;
  readonly study: FeatureStudy;
  readonly onOpen: (name: string) => void;
}

export function CorrelationsView({ setId, study, onOpen }: CorrelationViewProps) {
  const clusters = useMemo(() => clustersOf(study), [study]);
  const view = useMemo(
    () =>
      correlationView(
        study.features.map((profile) => profile.name),
        study.correlation,
        clusterOrder(study),
        clusters.map((cluster) => cluster.features),
      ),
    [study, clusters],
  );
  return (
    <div className={styles.correlations}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.groups} tabIndex={0} aria-label="Groups">
        <Panel title="Nearly the same" hint={plural(clusters.length, 'group')} padded>
          <p className={styles.groupsText}>
            {clusters.length === 0
              ? 'No two features reach |correlation| 0.8.'
              : 'Within a group |correlation| is at least 0.8 on average: one of each would say most of it.'}
          </p>
          <ol className={styles.clusters}>
            {clusters.map((cluster, k) => (
              <li key={cluster.features.join(' ')}>
                <span className={styles.clusterHead}>
                  Group {k + 1} · {plural(cluster.features.length, 'feature')}, correlation{' '}
                  {formatNumber(cluster.correlation, 2)}
                </span>
                <span className={styles.clusterNames}>
                  {cluster.features.map((name) => (
                    <button key={name} type="button" className={styles.chip} onClick={() => onOpen(name)}>
                      {name}
                    </button>
                  ))}
                </span>
              </li>
            ))}
          </ol>
        </Panel>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <section className={styles.map} tabIndex={0} aria-label="Correlation map">
        <CorrelationMap name={`${setId}-correlations`} view={view} onOpen={onOpen} />
      </section>
    </div>
  );
}
