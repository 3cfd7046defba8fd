// The legend of the coverage heat map: every level with its swatch, the flag mark last.

import styles from './data.module.css';
import { LEVEL_TOKENS } from './heat-map-canvas.ts';
import { type DayLevel, LEVEL_WORDS } from './heat-map-model.ts';

const SHOWN: readonly DayLevel[] = ['none', 'low', 'most', 'nearly', 'full', 'unplanned'];

export function HeatMapLegend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {SHOWN.map((level) => (
        <li key={level}>
          <span
            className={styles.swatch}
            data-level={level}
            style={level === 'none' ? undefined : { background: `var(${LEVEL_TOKENS[level]})` }}
          />
          {LEVEL_WORDS[level]}
        </li>
      ))}
      <li>
        <span
          className={styles.swatch}
          data-level="flag"
          style={{ background: `var(${LEVEL_TOKENS.full})` }}
        />
        Quality flag
      </li>
    </ul>
  );
}
