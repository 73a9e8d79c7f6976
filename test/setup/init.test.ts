import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { inline, makeWorkbook, makeZip, number, styled } from '../sources/make-zip.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function shop(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'segment-init-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const init = (cwd: string, ...words: readonly string[]) => runBundle(['init', ...words], { cwd });
const project = (folder: string): string => readFileSync(join(folder, 'segment.config.yaml'), 'utf8');

const people = Array.from(
  { length: 12 },
  (_, row) => `${row + 1},p${row + 1}@example.org,${row % 2 ? 'yes' : 'no'}`,
);
const customers = ['customer_id,email,newsletter', ...people, ''].join('\n');
const orders = (month: string): string =>
  [
    'order_id,customer_id,ordered_at,total',
    ...people.map((_, row) => `${month}-${row},${row + 1},2026-${month}-0${(row % 9) + 1} 10:00,${row}.50`),
    '',
  ].join('\n');

describe('a folder of exports', () => {
  it('has customers by `id` where it comes again, and orders of one price', async () => {
    const ids = Array.from({ length: 30 }, (_, row) => (row % 12) + 1);
    const folder = shop({
      'customers.csv': customers.replace('customer_id', 'id'),
      'visits.csv': ['id,at,page', ...ids.map((id, row) => `${id},2026-03-01 10:${10 + row},start`), ''].join(
        '\n',
      ),
      'orders.csv': [
        'order,id,at,total',
        ...ids.map((id, row) => `o${row},${id},2026-03-02 10:00,9.99`),
        '',
      ].join('\n'),
      'order_lines.csv': ['id,sku,at', ...ids.map((id, row) => `${id},s${row},2026-03-02`), ''].join('\n'),
    });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).toMatch(
      /orders:\n[^:]*: orders.csv.*\n +key: order\n +customer: id\n.*\n +value: total/,
    );
    expect(project(folder)).toMatch(/visits:\n[^:]*: visits.csv.*\n +customer: id\n/);
    expect(project(folder)).not.toContain('order_lines');
  });

  it('has cells with line ends and blank lines in quotes', async () => {
    const note = (row: number): string => (row % 2 ? '"a ""b"",\r\n\r\nc"' : '');
    const noted = people.map(
      (_, row) => `${row},${row + 1},2026-03-0${(row % 9) + 1},${row}.50,${note(row)}`,
    );
    const folder = shop({
      'customers.csv': customers,
      'orders.csv': ['order_id,customer_id,ordered_at,total,note', ...noted, ''].join('\r\n'),
    });
    const made = await init(folder, '--yes');
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining('orders.csv: orders (12 rows)') });
  });

  it('has days as a spreadsheet counts them, where a column is called a date', async () => {
    const bought = people.map((_, row) => `${row},${row + 1},${46_000 + row},${46_000 + row},4${row}123`);
    const folder = shop({
      'customers.csv': customers,
      'orders.csv': ['order_id,customer_id,Order Date,amount paid,postcode', ...bought, ''].join('\n'),
    });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).toContain('time: Order Date');
    expect(project(folder)).toContain('Order Date: { type: date, date_format: excel }\n');
    expect(project(folder)).toContain('value: amount paid');
  });

  it('has clocks with an h between hour and minute', async () => {
    const bought = people.map((_, row) => `${row},${row + 1},${row + 13}/03/2026 ${row}h05,${row}.50`);
    const folder = shop({
      'customers.csv': customers,
      'orders.csv': ['order_id,customer_id,date,total', ...bought, ''].join('\n'),
    });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).toContain('date_format: "%d/%m/%Y %Hh%M"');
  });

  it('has counts of persons that are no numbers of campaigns', async () => {
    const sizes = people.map((line, row) => `${line},${['1', '2', '3', '4', '5+'][row % 5]}`);
    const sent = people.map((_, row) => `${row + 1},${(row % 6) + 1},2026-03-01`);
    const folder = shop({
      'customers.csv': ['customer_id,email,newsletter,household_size', ...sizes, ''].join('\n'),
      'mailings.csv': ['customer_id,campaign_id,date', ...sent, ''].join('\n'),
      'campaigns.csv': ['campaign_id,kind', ...[1, 2, 3, 4, 5, 6].map((id) => `${id},A`), ''].join('\n'),
    });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).not.toContain('household_size');
    expect(project(folder)).toContain('campaign_id');
  });

  it('ends before the notes below it, and not before a row that is cut off', async () => {
    const bought = people.map((_, row) => `${row},${row + 1},2026-03-1${row % 9},${row}.50,a,b`);
    const header = 'order_id,customer_id,date,total,city,state';
    const written = (...last: readonly string[]) =>
      shop({
        'customers.csv': customers,
        'orders.csv': [header, ...bought, ...last, ''].join('\n'),
      });
    const noted = written('12,record(s) downloaded,from', 'Seller ID : shop');
    expect(await init(noted, '--yes')).toMatchObject({ code: 0 });
    expect(project(noted)).toContain('skip_last: 2');
    expect(await init(written('13,1,2026'), '--yes')).toMatchObject({
      code: 3,
      err: expect.stringContaining('expected 6 fields, found 3'),
    });
  });

  it.each([
    ['Unsubscribe status', 'Subscribed', 'Unsubscribed', 'yes: [Subscribed]'],
    ['Email Opt Out', 'Opted in', 'Opted out', 'yes: [Opted in]'],
    ['Do not allow Bulk Emails', 'Allow', 'Do Not Allow', 'yes: [Allow]'],
    ['Opted In', 'true', 'false', 'email: Opted In'],
    ['Email Opt Out', 'false', 'true', 'yes: [false]'],
  ])('has people who agreed by `%s`, which says `%s` or `%s`', async (column, yes, no, said) => {
    const rows = people.map((_, row) => `${row + 1},p${row + 1}@example.org,${row % 3 ? yes : no}`);
    const folder = shop({ 'customers.csv': [`customer_id,email,${column}`, ...rows, ''].join('\n') });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).toContain(said);
  });

  it.each([
    ['accepts_terms,marketing_consent', 'yes,yes', 'yes,no', 'email: marketing_consent'],
    ['Privacy consent,Marketing consent', 'true,true', 'true,false', 'email: Marketing consent'],
    ['partner_consent,marketing_consent', 'yes,yes', 'yes,no', 'email: marketing_consent'],
    ['third party marketing,newsletter', '1,1', '1,0', 'email: newsletter'],
    ['no_marketing,city', '0,Wien', '1,Wien', 'field: no_marketing, yes: [0]'],
    ['Exclude from mailings,city', 'no,Wien', 'yes,Wien', 'yes: [no]'],
    ['Zgoda marketingowa,Nie wysyłać', 'tak,nie', 'nie,tak', 'not: { Nie wysyłać: [tak] }'],
    ['Newsletter,city', 'angemeldet,Wien', 'abgemeldet,Wien', 'yes: [angemeldet]'],
    ['email_consent_state,city', 'SUBSCRIBED,Wien', 'INVALID,Wien', 'yes: [SUBSCRIBED]'],
  ])('has people who agreed to be written to, among `%s`', async (columns, agreed, refused, said) => {
    const rows = people.map((_, row) => `${row + 1},p${row + 1}@example.org,${row % 3 ? agreed : refused}`);
    const folder = shop({ 'customers.csv': [`customer_id,email,${columns}`, ...rows, ''].join('\n') });
    expect(await init(folder, '--yes')).toMatchObject({ code: 0 });
    expect(project(folder)).toContain(said);
  });

  it('says that refused payments count, whatever their column is called', async () => {
    const paid = people.map(
      (line, row) =>
        `${row},${line.split(',')[1]},2026-03-01,${row}.50,${row % 4 ? 'Authorised' : 'Refused'}`,
    );
    const folder = shop({
      'payments.csv': ['Psp Reference,Shopper Email,Creation Date,Amount,Type', ...paid, ''].join('\n'),
    });
    const made = await init(folder, '--yes');
    expect(made.err).toContain('every `Type` counts (Authorised, Refused)');
  });

  it('becomes a project that runs, and the same one again', async () => {
    const folder = shop({
      'customers.csv': customers,
      'orders-2026-01.csv': orders('01'),
      'orders-2026-02.csv': orders('02'),
    });
    const made = await init(folder, '--yes', '--timezone', 'Europe/Warsaw');
    expect(made.code, made.err).toBe(0);
    expect(made.out).toBe('');
    expect(
      project(folder),
    ).toBe(`# What the files of this folder are; \`segment sources\` shows what was read of them.
timezone: Europe/Warsaw  # of --timezone: every day, week and month is counted in it

customers:
  file: customers.csv  # 12 rows
  key: customer_id
  contact: { email: email }
  consent: { email: newsletter }

events:
  orders:
    file: orders-*.csv  # 24 rows
    key: order_id
    newest: _file  # a row that stands in two files is as the later one has it
    customer: customer_id
    time: ordered_at
    value: total

traits:  # a value for each customer: to test, to list, to rank by
  times_bought: { orders: { count: true } }
  last_bought: { orders: { max: ordered_at } }
  spent_1y: { orders: { sum: total, last: 1y } }
`);
    const run = await runBundle(['run', 'segments', '--as-of', '2026-02-10', '--format', 'csv'], {
      cwd: folder,
    });
    expect(run.code, run.err).toBe(0);
    expect(run.out).toContain('big-spenders,');
    const again = await init(folder, '--yes', '--timezone', 'Europe/Warsaw', '--force');
    expect(again.code).toBe(0);
    expect(readFileSync(join(folder, 'segment.config.yaml.before'), 'utf8')).toBe(project(folder));
  });

  it('finds the file of next month without a new project', async () => {
    const folder = shop({ 'customers.csv': customers, 'orders-2026-01.csv': orders('01') });
    await init(folder, '--yes');
    writeFileSync(join(folder, 'orders-2026-02.csv'), orders('02'));
    const { out } = await runBundle(['sources', '--format', 'csv'], { cwd: folder });
    expect(out).toContain('orders-2026-02.csv');
    expect(out).toContain(',24,');
  });

  it('is not what a run wrote', async () => {
    const folder = shop({ 'customers.csv': customers, 'orders.csv': orders('06') });
    await init(folder, '--yes');
    const before = project(folder);
    expect((await runBundle(['run', 'segments', '--out', 'tonight/'], { cwd: folder })).code).toBe(0);
    const { err } = await init(folder, '--yes', '--force');
    expect(project(folder)).toBe(before);
    expect(err).toContain('tonight/: not used: lists that `segment run` wrote');
  });

  it('is read as it is written: old encodings, titles, totals, commas and currencies', async () => {
    const rows = people.map(
      (_, row) => `K${row};0${(row % 9) + 1}.02.2026 10:0${row % 9};${row + 1} 00${row % 9},50 z\u00b3`,
    );
    const text = [
      'Sprzeda\u00bf;;',
      ';;',
      'Klient;Data;Warto\u0153\u00e6',
      ...rows,
      'Razem;;1,00 z\u00b3',
      '',
    ].join('\r\n');
    const folder = shop({
      'sprzedaz.csv': Buffer.from(text, 'latin1').map((byte, at) => (text[at] === '\u0153' ? 0x9c : byte)),
    });
    const made = await init(folder, '--yes');
    expect(made.code, made.err).toBe(0);
    expect(project(folder)).toContain('encoding: windows-1250');
    expect(project(folder)).toContain('skip_rows: 2\n    skip_last: 1\n    decimal: ","');
    const { out } = await runBundle(['sources', '--format', 'csv'], { cwd: folder });
    expect(out).toContain(',12,');
  });

  it('may come in an archive and in a workbook', async () => {
    const book = makeWorkbook({
      Orders: [
        [inline('order_id'), inline('customer_id'), inline('ordered_at'), inline('total')],
        ...people.map((_, row) => [
          inline(`o${row}`),
          number(String(row + 1)),
          styled(String(46000 + row), 'day'),
          number('9.5'),
        ]),
      ],
    });
    const folder = shop({
      'crm.zip': makeZip([{ name: 'customers.csv', content: customers }]),
      'shop.xlsx': book,
    });
    const made = await init(folder, '--yes');
    expect(made.code, made.err).toBe(0);
    expect(project(folder)).toContain('file: crm.zip/customers.csv');
    expect(project(folder)).toContain('file: shop.xlsx/Orders');
    const { code, out } = await runBundle(['count', 'segments', '--as-of', '2026-06-30', '--format', 'csv'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(out).toContain('good-and-quiet,');
    const written = await runBundle(['run', 'segments', '--as-of', '2026-06-30', '--out', 'lists/'], {
      cwd: folder,
    });
    expect(written.code, written.err).toBe(0);
    const { data } = JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8')) as {
      data: readonly { readonly files: readonly { readonly file: string; readonly sha256: string }[] }[];
    };
    const files = data.flatMap((table) => table.files);
    expect(files.map(({ file }) => file)).toEqual(['crm.zip/customers.csv', 'shop.xlsx/Orders']);
    const digest = createHash('sha256').update(book).digest('hex');
    expect(files[1]!.sha256).toBe(digest);
  });

  it('says what to write where too few cells of the time are one, and that runs', async () => {
    const broken = orders('01').replace('-01-01 10:00', '-13-01 10:00').replace('-01-02 10:00', 'soon');
    const folder = shop({ 'customers.csv': customers, 'orders.csv': broken });
    const { code, err } = await init(folder, '--yes', '--timezone', 'UTC');
    expect(code, err).toBe(0);
    const [, time, skip] = /say `(time: ordered_at)` and `(on_error: skip)`/.exec(err)!;
    const written = project(folder).replace(
      'customer: customer_id',
      (line) => `${line}\n    ${time}\n    ${skip}`,
    );
    writeFileSync(join(folder, 'segment.config.yaml'), written);
    const { out } = await runBundle(['sources', '--as-of', '2026-01-31', '--format', 'csv'], { cwd: folder });
    expect(out).toContain('orders,events,orders.csv,10,2026-01-01');
  });

  it('says that orders of every state count, with the line to choose', async () => {
    const states = ['sent', 'cancelled', 'on hold'];
    const rows = people.map(
      (_, row) => `o${row},${row + 1},2026-02-0${(row % 9) + 1},5.5,${states[row % 3]}`,
    );
    const text = ['order_id,customer_id,day,total,order_status', ...rows, ''].join('\n');
    const folder = shop({ 'customers.csv': customers, 'orders.csv': text });
    const { err } = await init(folder, '--yes');
    expect(err).toContain('orders: every `order_status` counts (cancelled, on hold, sent)');
    const line = '# where: { order_status: [cancelled, on hold, sent] }';
    expect(project(folder)).toContain(line);
    const chosen = project(folder).replace(line, 'where: { order_status: [sent] }');
    writeFileSync(join(folder, 'segment.config.yaml'), chosen);
    const count = ['count', 'segments/never-bought.yaml', '--as-of', '2026-06-30', '--format', 'csv'];
    const { out } = await runBundle(count, { cwd: folder });
    expect(out).toContain('never-bought,4,');
  });

  it('starts with no list of who never bought where buying makes a customer', async () => {
    const folder = shop({ 'orders.csv': orders('01') });
    await init(folder, '--yes');
    expect(project(folder)).toContain('from: orders');
    expect(readdirSync(join(folder, 'segments'))).not.toContain('never-bought.yaml');
  });

  it('lists who only gave back where the lines of what was bought make customers, orders and cancellations', async () => {
    const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID';
    const rows = people.map((_, row) => `5363${row},85123A,VASE,6,12/${row + 1}/2010 8:26,2.55,1785${row}`);
    const back = [
      'C536401,85123A,VASE,-6,12/2/2010 9:00,2.55,17850',
      'C536402,85123A,VASE,-6,12/2/2010 9:00,2.55,99999',
    ];
    const folder = shop({ 'lines.csv': [header, ...rows, ...back, ''].join('\n') });
    await init(folder, '--yes');
    const count = ['count', 'segments', '--as-of', '2010-12-20', '--format', 'csv'];
    const { out } = await runBundle(count, { cwd: folder });
    expect(out).toMatch(/^never-bought,1,/m);
    expect(out).toMatch(new RegExp(`^new-customers,${people.length},`, 'm'));
  });

  it('takes for a list what comes in changing company, and not text with a semicolon', async () => {
    const rows = people.map(
      (_, row) => `${row},${row % 2 ? 'Candle; large' : 'Vase'},${['a;b', 'b;c', 'c;a'][row % 3]}`,
    );
    const folder = shop({ 'customers.csv': ['customer_id,gift,tags', ...rows, ''].join('\n') });
    await init(folder, '--yes');
    expect(project(folder)).toContain('tags: { type: list, separator: ";" }');
    expect(project(folder)).not.toContain('gift:');
  });

  it('knows who is whose by the address', async () => {
    const byMail = [
      'number,E-Mail,date,amount',
      ...people.map((_, row) => `B-${row}x${row},P${row + 1}@Example.org,2026-01-0${(row % 9) + 1},5.5`),
    ];
    const folder = shop({ 'customers.csv': customers, 'bookings.csv': `${byMail.join('\n')}\n` });
    await init(folder, '--yes');
    expect(project(folder)).toContain('customer: { column: E-Mail, of: email, normalise: email }');
    const { out } = await runBundle(
      ['count', 'segments/never-bought.yaml', '--as-of', '2026-06-30', '--format', 'csv'],
      {
        cwd: folder,
      },
    );
    expect(out).toContain('never-bought,0,');
  });
});

describe('what cannot be decided', () => {
  const nothing = (folder: string): readonly string[] =>
    readdirSync(folder).filter((name) => /yaml|segments/.test(name));

  it('is asked for by the option that says it', async () => {
    const days = [
      'order_id,customer_id,day,total',
      ...people.map((_, row) => `o${row},${row + 1},0${(row % 9) + 1}/02/2026,5.5`),
    ];
    const folder = shop({ 'customers.csv': customers, 'orders.csv': `${days.join('\n')}\n` });
    const refused = await init(folder, '--yes');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('`orders.day`');
    expect(refused.err).toContain('`--dates day-first`');
    expect(nothing(folder)).toEqual([]);
    const told = await init(folder, '--yes', '--dates', 'month-first');
    expect(told.code, told.err).toBe(0);
    expect(project(folder)).toContain('day: { type: date, date_format: M/D/YYYY }');
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['no table', { 'notes.md': 'x' }, ['--yes'], 'tells who the customers are'],
    ['no agreement', { 'customers.csv': customers }, [], '`segment init --yes`'],
    ['no zone', { 'customers.csv': customers }, ['--yes', '--timezone', 'Warsaw'], 'Europe/Warsaw'],
    ['no folder', {}, ['elsewhere', '--yes'], 'no folder `elsewhere`'],
  ])('%s is told, and nothing is written', async (_, files, words, message) => {
    const folder = shop(files);
    const { code, err } = await init(folder, ...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(nothing(folder)).toEqual([]);
  });

  it('a project that is there stays as it is', async () => {
    const folder = shop({ 'customers.csv': customers, 'segment.config.yaml': 'mine' });
    const { code, err } = await init(folder, '--yes');
    expect([code, project(folder)]).toEqual([2, 'mine']);
    expect(err).toContain('--force');
  });
});
