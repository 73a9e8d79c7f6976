/** `engine: { type: postgres, url: "${DATABASE_URL}" }`. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { choiceOf, fieldsOf, scalarOf, textOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import { type EngineEntry, engineTypes, type Project } from './project.ts';
import { type Environment, expandVariables } from './variables.ts';

export const engineKeys = ['type', 'url', 'database'] as const;

export function readEngine(
  node: YamlNode | undefined,
  environment: Environment,
  report: Report,
): EngineEntry | undefined {
  const fields = fieldsOf(node, engineKeys, report, 'engine');
  if (!fields) return undefined;
  const type = choiceOf(fields.required('type'), engineTypes, report, 'type');
  const written = scalarOf(fields.required('url'), report, 'url');
  const url = written && expandVariables(written.text, written.span, environment, report);
  const database = textOf(fields.get('database'), report, 'database');
  if (written && hasPassword(written.text)) {
    const message = 'a password stands in the project file';
    report(
      problem(
        written.span,
        'engine-password',
        message,
        'write `url: "${ENGINE_URL}"`, and set that variable',
      ),
    );
    return undefined;
  }
  if (type === undefined || url === undefined) return undefined;
  return { type, url, span: fields.span, ...(database === undefined ? {} : { database }) };
}

/** `scheme://user:password@host`, with the password written out. */
function hasPassword(url: string): boolean {
  const password = /^\w+:\/\/[^/@:]*:([^@]*)@/.exec(url)?.[1] ?? '';
  return password.replaceAll(/\$\{[^}]*\}/g, '') !== '';
}

/** Tables stand in files, or all of them in the engine; reports those that do not. */
export function areTablesTogether({ engine, customers, events, lookups }: Project, report: Report): boolean {
  const sources = [customers, ...events, ...lookups].flatMap(({ source }) => (source ? [source] : []));
  const stray = sources.flatMap(({ files, table }) => (engine ? files.slice(0, 1) : table ? [table] : []));
  for (const { span } of stray) {
    if (!span) continue;
    if (engine) {
      const message = `\`file\` has no place beside \`engine\`: the rows are in \`${engine.type}\``;
      report(problem(span, 'file-and-engine', message, 'name the table there: `table: orders`'));
    } else {
      const message = '`table` names a table of an engine, and there is no `engine`';
      const help = 'add `engine: { type: postgres, url: "${DATABASE_URL}" }`, or name a `file`';
      report(problem(span, 'table-without-engine', message, help));
    }
  }
  return stray.length === 0;
}
