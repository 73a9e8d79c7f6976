import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/position.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Source, Span } from '../diagnostics/source.ts';

/** What is wrong with one file, and whether its tree can be used all the same. */
export class Findings {
  readonly source: Source;
  readonly report: Report;
  readonly linesWithErrors = new Set<number>();
  broken = false;
  /** Errors that another error of the same line may have caused. */
  readonly #consequences: Diagnostic[] = [];

  constructor(source: Source, report: Report) {
    this.source = source;
    this.report = (diagnostic) => {
      if (diagnostic.severity === 'error' && diagnostic.span) {
        this.linesWithErrors.add(startOf(diagnostic.span).line);
      }
      report(diagnostic);
    };
  }

  /** Reports an error after which the tree is not to be used. */
  refuse(code: string, message: string, start: number, end: number, ...help: readonly string[]): undefined {
    this.broken = true;
    this.error(code, message, start, end, ...help);
    return undefined;
  }

  /** Reports an error that leaves the tree as it is. */
  error(code: string, message: string, start: number, end: number, ...help: readonly string[]): void {
    this.report(this.#diagnostic(code, message, start, end, help));
  }

  /** Refuses what only looks wrong where its line has another error. */
  refuseLater(
    code: string,
    message: string,
    start: number,
    end: number,
    ...help: readonly string[]
  ): undefined {
    this.broken = true;
    this.#consequences.push(this.#diagnostic(code, message, start, end, help));
    return undefined;
  }

  /** Reports what was refused for later, where a line has no other error. */
  reportConsequences(linesWithErrors: ReadonlySet<number>): void {
    for (const diagnostic of this.#consequences) {
      if (!linesWithErrors.has(startOf(diagnostic.span!).line)) this.report(diagnostic);
    }
  }

  span(start: number, end: number): Span {
    const { length } = this.source.text;
    return { source: this.source, start: Math.min(start, length), end: Math.min(end, length) };
  }

  #diagnostic(
    code: string,
    message: string,
    start: number,
    end: number,
    help: readonly string[],
  ): Diagnostic {
    return problem(this.span(start, end), code, message, ...help);
  }
}
