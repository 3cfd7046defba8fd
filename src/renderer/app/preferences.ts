// Applies the stored settings to the page: colour scheme and money palette. Also remembers both for the first paint.

import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Settings, settingsSchema } from '../../contracts/system.ts';
import { useTRPC } from './api.ts';
import { colorSchemeOf, PALETTE_KEY } from './theme.ts';

const DEFAULTS: Settings = settingsSchema.parse({});

/** The stored settings; the defaults until they arrive. */
export function useSettings(): Settings {
  return useQuery(useTRPC().system.settings.queryOptions()).data ?? DEFAULTS;
}

/** Saves at once and shows the change before the answer; a refusal puts the old value back. */
export function useUpdateSettings() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const key = trpc.system.settings.queryKey();
  return useMutation(
    trpc.system.updateSettings.mutationOptions({
      onMutate: (patch) => {
        const before = cache.getQueryData(key);
        cache.setQueryData(key, (now) => ({ ...(now ?? DEFAULTS), ...patch }));
        return { before };
      },
      onError: (_error, _patch, context) => cache.setQueryData(key, context?.before),
      onSuccess: (stored) => cache.setQueryData(key, stored),
    }),
  );
}

export function usePreferences(): void {
  const trpc = useTRPC();
  const settings = useQuery(trpc.system.settings.queryOptions()).data;
  const { setColorScheme, colorScheme } = useMantineColorScheme({ keepTransitions: true });
  useEffect(() => {
    if (!settings) return;
    const scheme = colorSchemeOf(settings.theme);
    if (scheme !== colorScheme) setColorScheme(scheme);
    document.documentElement.setAttribute('data-palette', settings.palette);
    try {
      localStorage.setItem(PALETTE_KEY, settings.palette);
    } catch {
      // Closed storage: only the first paint of the next start is affected.
    }
  }, [settings, colorScheme, setColorScheme]);
}
