// Reads of the Data screen that more than one of its parts needs.

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Interval } from '../../../../engines/market/interval.ts';
import { useTRPC } from '../../app/api.ts';

export function useInstruments() {
  return useQuery(useTRPC().market.instruments.queryOptions());
}

/** The last answer stays on screen while another range or interval is read. */
export function useCoverage(interval: Interval | null, from: string | undefined) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.market.coverage.queryOptions({
      interval: interval ?? '1d',
      ...(from === undefined ? {} : { from }),
    }),
    enabled: interval !== null,
    placeholderData: keepPreviousData,
    // Half a million figures: comparing old and new member by member would cost more than drawing them.
    structuralSharing: false,
  });
}

export function useDay(instrumentId: string, interval: Interval, sessionDate: string) {
  return useQuery(useTRPC().market.quality.queryOptions({ instrumentId, interval, sessionDate, limit: 1 }));
}

/** Deletes stored bars and refreshes everything that showed them. */
export function useRemoveBars(onRemoved: () => void) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    trpc.market.remove.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          cache.invalidateQueries(trpc.market.pathFilter()),
          cache.invalidateQueries(trpc.system.info.queryFilter()),
        ]);
        onRemoved();
      },
    }),
  );
}
