/** JUnit's XML, as CI systems read it: a case for each row of `test,segment,result,detail`. */
import type { Table } from '../model/table.ts';
import type { TextFormat } from './format.ts';
import { type TestedRow, testedRows } from './tested-rows.ts';

export const junit: TextFormat = {
  kind: 'text',
  name: 'junit',
  summary: 'results of tests as JUnit XML, for a CI',
  extensions: ['xml'],
  reader: 'program',
  *write(table: Table) {
    const rows = testedRows(table);
    const count = (result: string) => rows.filter((row) => row.result === result).length;
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites tests="${rows.length}" failures="${count('failed')}" errors="${count('broken')}">\n`;
    yield `<testsuite name="segment" tests="${rows.length}" failures="${count('failed')}" errors="${count('broken')}">\n`;
    for (const row of rows) yield testCase(row);
    yield '</testsuite>\n</testsuites>\n';
  },
};

function testCase({ test, segment, result, detail }: TestedRow): string {
  const start = `<testcase classname="${escaped(segment)}" name="${escaped(test)}"`;
  if (result === 'passed') return `${start}/>\n`;
  const element = result === 'failed' ? 'failure' : 'error';
  return `${start}>\n<${element} message="${escaped(detail)}"/>\n</testcase>\n`;
}

/** Control characters may not stand in XML at all. */
function escaped(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0)!;
      if (code < 0x20 || code === 0xfffe || code === 0xffff) return ' ';
      return entities[character] ?? character;
    })
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
