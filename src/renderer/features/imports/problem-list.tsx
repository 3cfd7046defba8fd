// What is wrong with a file: line, reason, and the line itself where it was kept.

import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ImportProblem } from '../../../contracts/imports.ts';
import { formatNumber, plural } from '../../ui/format.ts';
import styles from './imports.module.css';

const SHOWN = 50;

export function ProblemList({ problems }: { readonly problems: readonly ImportProblem[] }) {
  if (problems.length === 0) return null;
  const shown = problems.slice(0, SHOWN);
  return (
    <>
      <ul className={styles.problems}>
        {shown.map((problem) => (
          <li key={`${problem.line} ${problem.message}`}>
            {problem.severity === 'error' ? (
              <IconAlertTriangle size={14} aria-label="Error" />
            ) : (
              <IconInfoCircle size={14} aria-label="Warning" />
            )}
            <span className="ad-number ad-muted">
              {problem.line > 0 ? `line ${formatNumber(problem.line)}` : 'whole file'}
            </span>
            <span>{problem.message}</span>
            {problem.text === undefined ? null : <code>{problem.text}</code>}
          </li>
        ))}
      </ul>
      {problems.length > SHOWN ? (
        <p className="ad-muted">and {plural(problems.length - SHOWN, 'more problem')}</p>
      ) : null}
    </>
  );
}
