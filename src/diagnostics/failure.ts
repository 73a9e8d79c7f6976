import type { Diagnostic } from './diagnostic.ts';

/** 1 the answer is no · 2 refused before any work · 3 failed while working · 75 history is locked. */
export type ExitCode = 1 | 2 | 3 | 75;

/** An expected failure: ends the command with an exit code and diagnostics, never with a stack. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];

  constructor(exitCode: ExitCode, diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? 'failed');
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.diagnostics = diagnostics;
  }
}

/** Whether it is the failure of that code. */
export function failedFor(code: string, error: unknown): error is Failure {
  return error instanceof Failure && error.diagnostics[0]?.code === code;
}

/** A failure of one sentence. */
export function failure(
  exitCode: ExitCode,
  code: string,
  message: string,
  help?: readonly string[],
): Failure {
  return new Failure(exitCode, [{ severity: 'error', code, message, ...(help ? { help } : {}) }]);
}
