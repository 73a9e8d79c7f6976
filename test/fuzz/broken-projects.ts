/** Every kind of broken project: one thing of the whole one is missing, empty or something else. */
import { dataFiles, definitionFiles, projectFile, wholeProject } from './project.ts';

type Files = Readonly<Record<string, string>>;

function project(change: (text: string) => string): Files {
  const text = change(projectFile);
  if (text === projectFile) throw new Error('nothing was changed');
  return { ...wholeProject, 'segment.config.yaml': text };
}

const withoutFile = (name: string): Files => {
  const { [name]: _, ...rest } = wholeProject;
  return rest;
};
const withFile = (name: string, text: string): Files => ({ ...wholeProject, [name]: text });
const headerOf = (name: string): string => `${dataFiles[name]!.split('\n')[0]}\n`;
const tables = ['customers', 'orders', 'visits', 'products'] as const;

/** Lines of the project file that make the table of that name. */
function withoutTable(name: string): Files {
  return project((text) => text.replace(new RegExp(`^  ${name}: .*\\n`, 'm'), ''));
}

export const brokenProjects: Readonly<Record<string, Files>> = {
  ...Object.fromEntries(
    tables.flatMap((name) => {
      const file = `${name}.csv`;
      return [
        [`undefined variable for ${name}`, project((text) => text.replace(file, `"\${NOWHERE}/${file}"`))],
        [`no file of ${name}`, withoutFile(file)],
        [`header only in ${name}`, withFile(file, headerOf(file))],
        [`empty file of ${name}`, withFile(file, '')],
        [`zero bytes in ${name}`, withFile(file, `${dataFiles[file]}\0\0\n`)],
      ] as const;
    }),
  ),
  ...Object.fromEntries(
    ['id', 'joined', 'mail', 'mail_ok', 'nr', 'at', 'total', 'sku', 'tags', 'country'].map((column) => [
      `no column ${column}`,
      {
        ...wholeProject,
        ...Object.fromEntries(
          Object.entries(dataFiles).map(([name, text]) => [
            name,
            text.replace(new RegExp(`\\b${column}\\b`), 'something_else'),
          ]),
        ),
      },
    ]),
  ),
  'no orders': withoutTable('orders'),
  'no visits': withoutTable('visits'),
  'no lookups': withoutTable('products'),
  'no events': project((text) => text.replace(/^events:\n( {2}.*\n)+/m, '')),
  'orders by another name': project((text) => text.replace('  orders: {', '  purchases: {')),
  'no customers': project((text) => text.replace(/^customers:\n( {2}.*\n)+/m, '')),
  'customers from orders': project((text) =>
    text.replace(/^customers:\n( {2}.*\n)+/m, 'customers: { from: orders }\n'),
  ),
  'no definitions': Object.fromEntries(
    Object.entries(wholeProject).filter(([name]) => !(name in definitionFiles)),
  ),
  'no time of orders': project((text) => text.replace('time: at, value: total', 'value: total')),
  'no value of orders': project((text) => text.replace(', value: total', '')),
  'no contact': project((text) => text.replace(/^ {2}contact: .*\n {2}consent: .*\n/m, '')),
  'no project file': { ...dataFiles, ...definitionFiles },
  'empty project file': withFile('segment.config.yaml', ''),
  'project file that is a list': withFile('segment.config.yaml', '- customers\n'),
  'project file that is no YAML': withFile('segment.config.yaml', 'customers: { file: [\n'),
  'empty folder': {},
  'history that is a table': project((text) => text.replace('.segment/history.duckdb', 'customers.csv')),
  'history that is a text': { ...wholeProject, '.segment/history.duckdb': 'not a history\n' },
};
