/** Archives and workbooks made byte by byte, so that they can also be wrong in just one place. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the archive says in place of the truth. */
  readonly claims?: { readonly checksum?: number; readonly bytes?: number };
  readonly isEncrypted?: boolean;
}

/** A `.zip` as APPNOTE 6.3 describes it: local headers and data, then the central directory. */
export function makeZip(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const data = deflateRawSync(Buffer.from(file.content));
    const name = Buffer.from(file.name);
    const facts = factsOf(file, data, name);
    const local = Buffer.concat([words([0x0403_4b50, 4], [20, 2]), facts, name, data]);
    locals.push(local);
    const place = words([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    central.push(Buffer.concat([words([0x0201_4b50, 4], [20, 2], [20, 2]), facts, place, name]));
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = files.length;
  const end = words(
    [0x0605_4b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...locals, directory, end]);
}

/** What a local header and the central directory say in the same words: flags to the lengths of name and extras. */
function factsOf({ content, claims, isEncrypted }: Packed, data: Buffer, name: Buffer): Buffer {
  const whole = Buffer.from(content);
  return words(
    [0x0800 | (isEncrypted ? 1 : 0), 2],
    [8, 2],
    [0, 2],
    [0x21, 2],
    [claims?.checksum ?? crc32(whole), 4],
    [data.length, 4],
    [claims?.bytes ?? whole.length, 4],
    [name.length, 2],
    [0, 2],
  );
}

function words(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const word = Buffer.alloc(bytes);
      if (bytes === 2) word.writeUInt16LE(value);
      else word.writeUInt32LE(value);
      return word;
    }),
  );
}

/** Rows of cells as SpreadsheetML writes them: `<c>` elements without their place. */
export type SheetRows = readonly (readonly string[] | undefined)[];

export const number = (value: string): string => `<c><v>${value}</v></c>`;
/** Styles of `makeWorkbook`: a day, a moment, a share. */
export const styled = (value: string, style: 'day' | 'moment' | 'share'): string =>
  `<c s="${['day', 'moment', 'share'].indexOf(style) + 1}"><v>${value}</v></c>`;
export const inline = (value: string): string =>
  `<c t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook (ECMA-376) of these sheets; a row that is undefined is not in the file. */
export function makeWorkbook(
  sheets: Readonly<Record<string, SheetRows>>,
  hidden: readonly string[] = [],
): Buffer {
  const names = Object.keys(sheets);
  const relations = names.map(
    (_, index) =>
      `<Relationship Id="r${index}" Type="${office}/worksheet" Target="worksheets/s${index}.xml"/>`,
  );
  const listed = names.map(
    (name, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const kinds = names.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/s${index}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${kinds.join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${packages}/relationships"><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${main} xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${packages}/relationships">${relations.join('')}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="170" formatCode="dd.mm.yyyy\\ hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/s${index}.xml`,
      content: `<worksheet ${main}><sheetData>${rowsXml(sheets[name]!)}</sheetData></worksheet>`,
    })),
  ]);
}

function rowsXml(rows: SheetRows): string {
  return rows
    .map((cells, row) =>
      cells
        ? `<row r="${row + 1}">${cells
            .map((cell, column) => cell.replace('<c', `<c r="${String.fromCharCode(65 + column)}${row + 1}"`))
            .join('')}</row>`
        : '',
    )
    .join('');
}
