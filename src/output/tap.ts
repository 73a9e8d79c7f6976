/** The Test Anything Protocol, version 13: a line for each row of `test,segment,result,detail`. */
import type { Table } from '../model/table.ts';
import type { TextFormat } from './format.ts';
import { testedRows } from './tested-rows.ts';

export const tap: TextFormat = {
  kind: 'text',
  name: 'tap',
  summary: 'results of tests in the Test Anything Protocol',
  extensions: ['tap'],
  reader: 'program',
  *write(table: Table) {
    const rows = testedRows(table);
    yield `TAP version 13\n1..${rows.length}\n`;
    for (const [index, { test, segment, result, detail }] of rows.entries()) {
      const start = result === 'passed' ? 'ok' : 'not ok';
      yield `${start} ${index + 1} - ${described(test)}: ${described(segment)}\n`;
      for (const line of detail === '' ? [] : detail.split('; ')) yield `# ${oneLine(line)}\n`;
    }
  },
};

/** `#` begins a directive. */
function described(text: string): string {
  return oneLine(text).replaceAll('#', '\\#');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
