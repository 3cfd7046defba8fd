// A path or a command in one line, cut where it does not fit, with a button that copies it whole.

import { CopyButton } from './copy-button.tsx';
import styles from './copy-line.module.css';

export interface CopyLineProps {
  readonly text: string;
  /** Label of the button: `Copy path`. */
  readonly label: string;
}

export function CopyLine({ text, label }: CopyLineProps) {
  return (
    <div className={styles.line}>
      <span className="ad-mono" title={text}>
        {text}
      </span>
      <CopyButton text={text} label={label} />
    </div>
  );
}
