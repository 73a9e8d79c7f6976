/** What is wrong with the data, gathered over all tables so that one run says everything. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type ExitCode, Failure } from '../diagnostics/failure.ts';
import type { Name } from '../project/project.ts';

export interface Problems {
  /** Asked for something that is not there: a file, a column, a type. Exit code 2. */
  refuse(diagnostic: Problem): void;
  /** The data cannot be read as asked. Exit code 3. */
  fail(diagnostic: Problem): void;
  /** Throws when there was any. */
  throwIfAny(): void;
  count(): number;
}

export type Problem = Omit<Diagnostic, 'severity'>;

export function gatherProblems(): Problems {
  const found: Diagnostic[] = [];
  let exitCode: ExitCode = 3;
  return {
    refuse(problem) {
      exitCode = 2;
      found.push({ severity: 'error', ...problem });
    },
    fail(problem) {
      found.push({ severity: 'error', ...problem });
    },
    throwIfAny() {
      if (found.length > 0) throw new Failure(exitCode, found);
    },
    count: () => found.length,
  };
}

/** The place of a name in the project file, when it has one. */
export function at({ span }: Name): Pick<Diagnostic, 'span'> {
  return span ? { span } : {};
}
