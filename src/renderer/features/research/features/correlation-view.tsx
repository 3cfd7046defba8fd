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
      <Panel
        title="Nearly the same"
        hint={
          clusters.length === 0
            ? 'no two features reach |correlation| 0.8'
            : `${plural(clusters.length, 'group')} with |correlation| from 0.8; one of each would say most of it`
        }
        padded
      >
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
      <CorrelationMap name={`${setId}-correlations`} view={view} onOpen={onOpen} />
    </div>
  );
}
