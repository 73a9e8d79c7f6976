import type { Paint as DiagnosticPaint } from '../diagnostics/render.ts';
import type { Paint } from './paint.ts';

/** The colours of diagnostics in those of a stream. */
export function diagnosticPaint(paint: Paint): DiagnosticPaint {
  return {
    error: (text) => paint.bold(paint.red(text)),
    warning: (text) => paint.bold(paint.yellow(text)),
    note: (text) => paint.bold(paint.blue(text)),
    help: paint.cyan,
    place: paint.bold,
    message: paint.bold,
    margin: paint.dim,
  };
}
