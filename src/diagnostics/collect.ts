import type { Diagnostic, Report } from './diagnostic.ts';

export interface Collector {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  hasErrors(): boolean;
}

/** Gathers what stages report. */
export function collector(): Collector {
  const diagnostics: Diagnostic[] = [];
  return {
    report: (diagnostic) => {
      diagnostics.push(diagnostic);
    },
    diagnostics,
    hasErrors: () => diagnostics.some(({ severity }) => severity === 'error'),
  };
}

/** In the order of files and places in them (those without a place first), each thing said once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return withoutRepetition(diagnostics).toSorted(
    (a, b) => compareText(fileOf(a), fileOf(b)) || offsetOf(a) - offsetOf(b),
  );
}

function withoutRepetition(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { severity, code, message, span, place } = diagnostic;
    const identity = JSON.stringify([
      severity,
      code,
      message,
      span?.source.name,
      span?.start,
      span?.end,
      place,
    ]);
    if (!seen.has(identity)) seen.set(identity, diagnostic);
  }
  return [...seen.values()];
}

function fileOf({ span, place }: Diagnostic): string {
  return span?.source.name ?? place?.file ?? '';
}

function offsetOf({ span, place }: Diagnostic): number {
  return span?.start ?? place?.row ?? 0;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
