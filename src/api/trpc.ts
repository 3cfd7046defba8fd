// tRPC set-up shared by every router: the context, the error mapping and the two procedure kinds.
// `read` works for everybody; `command` changes something and is refused on a read-only shell.

import { initTRPC, TRPCError } from '@trpc/server';
import { codec } from '../contracts/codec.ts';
import { AppError, type ErrorCode, type ErrorData, toErrorData } from '../contracts/errors.ts';
import type { Services } from '../contracts/services.ts';

export interface ApiContext {
  readonly services: Services;
  readonly readOnly: boolean;
  /** Mints a one-time link to another window of this desk. Only the browser shell has windows that need one. */
  readonly newWindowUrl?: () => string;
}

const HTTP_LIKE: Partial<Record<ErrorCode, TRPCError['code']>> = {
  BAD_REQUEST: 'BAD_REQUEST',
  BAD_PARAMETER: 'BAD_REQUEST',
  BAD_DATA: 'UNPROCESSABLE_CONTENT',
  NO_DATA: 'NOT_FOUND',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  REFUSED: 'FORBIDDEN',
  UNAUTHORISED: 'UNAUTHORIZED',
};

const t = initTRPC.context<ApiContext>().create({
  transformer: codec,
  errorFormatter({ shape, error }) {
    const data: ErrorData =
      error.cause instanceof AppError
        ? toErrorData(error.cause)
        : error.code === 'BAD_REQUEST'
          ? { code: 'BAD_REQUEST', message: error.message }
          : { code: 'INTERNAL', message: error.message };
    return { ...shape, message: data.message, data: { ...shape.data, stack: undefined, app: data } };
  },
});

const errors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    const cause = result.error.cause;
    throw new TRPCError({
      code: HTTP_LIKE[cause.code] ?? 'INTERNAL_SERVER_ERROR',
      message: cause.message,
      cause,
    });
  }
  return result;
});

const writable = t.middleware(({ ctx, next, path }) => {
  if (ctx.readOnly)
    throw new AppError(
      'REFUSED',
      `This desk was opened read-only, so "${path}" is switched off. Nothing was changed.`,
    );
  return next();
});

export const router = t.router;
export const createCaller = t.createCallerFactory;
export const read = t.procedure.use(errors);
export const command = t.procedure.use(errors).use(writable);
