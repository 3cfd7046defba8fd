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

/** The schema library's own words are for programmers. */
function inWords(issue: ZodError['issues'][number]): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'must not be empty';
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `must have at most ${issue.maximum} characters`;
      if (issue.origin === 'array') return `must have at most ${issue.maximum} entries`;
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? 'must be a number' : issue.message;
    default:
      return issue.message;
  }
}

function fromSchema(error: ZodError): AppError {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'value'} ${inWords(issue)}`);
  return new AppError('BAD_REQUEST', `${problems.join('; ')}. Nothing was done.`, error.issues, error);
}
