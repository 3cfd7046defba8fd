// Roles of a foreign file's columns as the form holds them: proposed, changed, and what is wrong with the choice. Pure.

import type { ColumnRole, ExternalColumn, ExternalPreview } from '../../../../contracts/datasets.ts';

export type Roles = Readonly<Record<string, ColumnRole>>;

export const ROLE_WORDS: Readonly<Record<ColumnRole, string>> = {
  time: 'Decision time',
  instrument: 'Instrument',
  feature: 'Feature',
  label: 'Label',
  'label-end': 'Label known at',
  weight: 'Weight',
  prediction: 'Prediction',
  outcome: 'Outcome (never a feature)',
  ignore: 'Ignore',
};

/** Roles that only one column can have. */
const SINGLE: readonly ColumnRole[] = ['time', 'instrument', 'label', 'label-end', 'weight'];

export function roleOf(column: ExternalColumn, roles: Roles): ColumnRole {
  return roles[column.name] ?? column.role;
}

/** A choice equal to the proposal is no choice. */
export function withRole(roles: Roles, column: ExternalColumn, role: ColumnRole): Roles {
  const { [column.name]: _, ...others } = roles;
  return role === column.role ? others : { ...others, [column.name]: role };
}

export function roleProblems(columns: readonly ExternalColumn[], roles: Roles): readonly string[] {
  const problems: string[] = [];
  const having = (role: ColumnRole) => columns.filter((column) => roleOf(column, roles) === role);
  for (const role of SINGLE) {
    const several = having(role);
    if (several.length > 1)
      problems.push(
        `${ROLE_WORDS[role]} can be one column, not ${several.length}: ${several.map((one) => one.name).join(', ')}.`,
      );
  }
  if (having('time').length === 0) problems.push('Say which column holds the decision time.');
  if (having('feature').length + having('prediction').length === 0)
    problems.push('Mark at least one column as a feature or a prediction.');
  const future = having('feature').filter((column) => column.future);
  if (future.length > 0)
    problems.push(
      `${future.map((one) => one.name).join(', ')} ${future.length === 1 ? 'knows' : 'know'} the future and can never be a feature.`,
    );
  return problems;
}

/** Columns per role, in the order of the roles: `12 features, 1 label`. */
export function roleCounts(preview: Pick<ExternalPreview, 'columns'>, roles: Roles): string {
  const counts = Map.groupBy(preview.columns, (column) => roleOf(column, roles));
  return Object.entries(ROLE_WORDS)
    .flatMap(([role, words]) => {
      const count = counts.get(role as ColumnRole)?.length ?? 0;
      return count === 0 ? [] : [`${words.replace(/ \(.*/, '').toLowerCase()} ${count}`];
    })
    .join(' · ');
}
