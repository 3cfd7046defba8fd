// The preview of a label on bars: asked again once the choices rest, with the old picture kept meanwhile.

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { LabelPreview } from '../../../../contracts/labels.ts';
import { useTRPC } from '../../../app/api.ts';
import type { MarketChoice } from './designer-model.ts';

const REST_MS = 300;
/** A preview holds a dozen columns: those nobody looks at are forgotten soon. */
const KEPT_MS = 60_000;

export interface PreviewState {
  readonly preview: LabelPreview | null;
  readonly error: unknown;
  /** Another one is being computed, or about to be. */
  readonly isBusy: boolean;
  retry(): void;
}

/** `label` null: a field is out of range, or the label needs a run; the last picture stays. */
export function usePreview(market: MarketChoice, label: LabelSpec | null): PreviewState {
  const trpc = useTRPC();
  const wanted = label === null ? null : { ...market, label: { ...label } };
  const [settled] = useDebouncedValue(JSON.stringify(wanted), REST_MS);
  const request = JSON.parse(settled) as typeof wanted;
  const query = useQuery({
    ...trpc.labels.preview.queryOptions(request ?? { ...market, label: { kind: 'none' } }),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    retry: false,
    gcTime: KEPT_MS,
    staleTime: KEPT_MS,
  });
  return {
    preview: query.data ?? null,
    error: request === null ? null : query.error,
    isBusy: wanted !== null && (settled !== JSON.stringify(wanted) || query.isFetching),
    retry: () => void query.refetch(),
  };
}
