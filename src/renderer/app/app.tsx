// Everything around the router: theme, cached data, typed API, connection state, notifications.

import { localStorageColorSchemeManager, type MantineColorScheme, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProvider } from './api.ts';
import { ConnectionProvider } from './connection.tsx';
import { createQueryClient } from './query-client.ts';
import { createAppRouter } from './router.ts';
import { COLOR_SCHEME_KEY, theme } from './theme.ts';
import type { Transport } from './transport/index.ts';

const DEFAULT_SCHEME: MantineColorScheme = 'dark';
const schemeManager = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });

/** Vite writes the nonce of this response into a meta element; Mantine's one short-lived style needs it. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

export function App({ transport }: { readonly transport: Transport }) {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme={DEFAULT_SCHEME}
      colorSchemeManager={schemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <ApiProvider queryClient={queryClient} trpcClient={transport.client}>
          <ConnectionProvider status={transport.status}>
            <Notifications position="bottom-right" limit={3} />
            <RouterProvider router={router} />
          </ConnectionProvider>
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
