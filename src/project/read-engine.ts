/** `engine: { type: postgres, url: "${DATABASE_URL}" }`. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { unknownKey } from '../diagnostics/unknown-key.ts';
import { choiceOf, fieldsOf, scalarOf, textOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import { type EngineEntry, engineTypes, type Project } from './project.ts';
import { type Environment, expandVariables } from './variables.ts';

const serverKeys = ['type', 'url', 'database'] as const;
const bigqueryKeys = ['project', 'location'] as const;
export const engineKeys = [...serverKeys, ...bigqueryKeys] as const;

export function readEngine(
  node: YamlNode | undefined,
  environment: Environment,
  report: Report,
): EngineEntry | undefined {
  const fields = fieldsOf(node, engineKeys, report, 'engine');
  if (!fields) return undefined;
  const type = choiceOf(fields.required('type'), engineTypes, report, 'type');
  if (type === undefined) return undefined;
  const isBigquery = type === 'bigquery';
  const written = isBigquery ? fields.get('url') : fields.required('url');
  const expanded = (name: (typeof engineKeys)[number]) =>
    readVariable(name === 'url' ? written : fields.get(name), name, environment, report);
  const [url, project, location] = [expanded('url'), expanded('project'), expanded('location')];
  const database = textOf(fields.get('database'), report, 'database');
  const stray = isBigquery ? [] : bigqueryKeys.flatMap((name) => fields.keyOf(name) ?? []);
  for (const key of stray) report(unknownKey(key, serverKeys, 'engine', `it is of \`bigquery\``));
  const found = { span: fields.span, ...(database === undefined ? {} : { database }) };
  if (stray.length > 0 || (written && url === undefined)) return undefined;
  if (!isBigquery) return url === undefined ? undefined : { type, url, ...found };
  return {
    type,
    ...found,
    ...(url === undefined ? {} : { url }),
    ...(project === undefined ? {} : { project }),
    ...(location === undefined ? {} : { location }),
  };
}

/** The text, with what stands in the environment; undefined, and reported, where something is wrong with it. */
function readVariable(
  node: YamlNode | undefined,
  name: string,
  environment: Environment,
  report: Report,
): string | undefined {
  const written = scalarOf(node, report, name);
  if (!written) return undefined;
  if (!hasPassword(written.text)) return expandVariables(written.text, written.span, environment, report);
  const [message, help] = [
    'a password stands in the project file',
    `write \`${name}: "\${ENGINE_URL}"\`, and set that variable`,
  ];
  report(problem(written.span, 'engine-password', message, help));
  return undefined;
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
