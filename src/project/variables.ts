import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text with every `${NAME}` replaced by that environment variable; undefined, and reported, when one is not set. */
export function expandVariables(
  text: string,
  span: Span,
  environment: Environment,
  report: Report,
): string | undefined {
  const missing = [...text.matchAll(VARIABLE)].map((match) => match[1]!).filter((name) => !environment[name]);
  for (const name of missing) {
    const message = `the environment variable \`${name}\` is not set`;
    report(problem(span, 'missing-variable', message, `set it before the command: \`${name}=… segment …\``));
  }
  if (missing.length > 0) return undefined;
  return text.replace(VARIABLE, (_, name: string) => environment[name]!);
}

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
