import { basename } from 'node:path';
import type { Table } from '../../model/table.ts';
import { fingerprintData, type TablePrint } from '../../workspace/fingerprints.ts';
import type { Section } from '../section.ts';
import { dateWords } from '../words.ts';

export const making: Section = {
  name: 'making',
  title: 'How this was made',
  says: 'the as-of, the data files with their digests, the version and the command',
  write: async ({ workspace, made, minCell }) => {
    const { asOf } = workspace;
    return {
      lead: [
        `everything is seen from the end of ${dateWords(asOf.date)} (${asOf.zone}): nothing that came later is known`,
        `made by \`segment\` ${made.version} with \`${made.command}\`; the same files, definitions and as-of give the same page`,
        `a dot stands where fewer than ${minCell} people are behind a figure, or where such a figure could be had from the others`,
      ],
      parts: [{ heading: 'The data', answer: { rows: dataTable(await fingerprintData(workspace)) } }],
    };
  },
};

const DIGITS = 12;

function dataTable(prints: readonly TablePrint[]): Table {
  return {
    columns: [
      { name: 'table', kind: 'text' },
      { name: 'rows', kind: 'integer' },
      { name: 'newest', kind: 'time' },
      { name: 'file', kind: 'prose' },
      { name: 'bytes', kind: 'integer' },
      { name: 'SHA-256', kind: 'key' },
    ],
    rows: prints.flatMap(({ table, rows, last, files }) =>
      files.map(({ file, bytes, sha256 }, index) => [
        table,
        index === 0 ? rows : null,
        index === 0 ? last : null,
        basename(file),
        bytes,
        `${sha256.slice(0, DIGITS)}…`,
      ]),
    ),
  };
}
