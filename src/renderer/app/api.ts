// The page's typed access to the application: query options per procedure, and the plain client for one-off calls.
// Every feature imports `useTRPC`/`useClient` from here; nothing else talks to the transport.

import type { TRPCClientErrorLike } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../api/router.ts';

const context = createTRPCContext<AppRouter>();

export const ApiProvider = context.TRPCProvider;
/** Query, mutation and subscription options: `useQuery(useTRPC().market.instruments.queryOptions())`. */
export const useTRPC = context.useTRPC;
/** Direct calls, for loops such as an upload. */
export const useClient = context.useTRPCClient;

export type ApiClient = ReturnType<typeof context.useTRPCClient>;
export type ApiOutputs = inferRouterOutputs<AppRouter>;
export type ApiError = TRPCClientErrorLike<AppRouter>;
