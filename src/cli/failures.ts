// Turns whatever a command throws into the error data and exit code that scripts rely on: usage errors of the parser are
// BAD_REQUEST, values that do not fit a schema too; everything else keeps its own code.

import { CommanderError } from 'commander';
import { ZodError } from 'zod';
import { AppError, exitCodeOf, toErrorData } from '../contracts/errors.ts';

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof CommanderError)
    return new AppError('BAD_REQUEST', usageMessage(error), undefined, error);
  if (error instanceof ZodError) return fromSchema(error);
  const { code, message } = toErrorData(error);
  return new AppError(code, message, undefined, error);
}

export const exitCodeFor = (error: AppError): number => exitCodeOf(error.code);

export function badUsage(message: string, details?: unknown): AppError {
  return new AppError('BAD_REQUEST', message, details);
}

export function badData(message: string, details?: unknown): AppError {
  return new AppError('BAD_DATA', message, details);
}

function usageMessage(error: CommanderError): string {
  if (error.code === 'commander.help') return 'Name a command.';
  return `${error.message.replace(/^error: /, '').replace(/\n\(/, ' (')}`;
}

function fromSchema(error: ZodError): AppError {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'value'} ${issue.message}`);
  return new AppError('BAD_REQUEST', `${problems.join('; ')}. Nothing was done.`, error.issues, error);
}
