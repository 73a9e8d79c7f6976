/** Folders that no vendor's signature explains, or only in part: the same shop has the same lists in each. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Account, unaccounted } from '../fuzz/law.ts';
import { runBundle } from '../program/bundle.ts';
import { centsFolders } from './cents-folders.ts';
import { documentFolders } from './document-folders.ts';
import { guestFolders } from './guest-folders.ts';
import { lineFolders } from './line-folders.ts';
import { publicFolders } from './public-folders.ts';
import { refundFolders } from './refund-folders.ts';
import { vendorFolders } from './vendor-folders.ts';
import type { Folder } from './written-folder.ts';
import { amount, csv, dated, type Order, orders, people, quiet, revenue } from './written-shop.ts';

const agreed = quiet((person) => person.agreed);
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const rows = (write: (order: Order, index: number) => readonly (string | number)[]) => orders.map(write);
const hasOptedIn = (index: number): boolean => index % 5 > 0;
const logged = (event: string, { number, person, at }: Omit<Order, 'total'>, more: object = {}): string => {
  const properties = {
    time: at.getTime() / 1000,
    distinct_id: person.id,
    $insert_id: `${event} ${number}`,
    ...more,
  };
  return JSON.stringify({ event, properties });
};
const germanState = (index: number): string => (index % 2 ? 'abgeschlossen' : 'offen');

const folders: Readonly<Record<string, Folder>> = {
  'German, UTF-16, words written as one': {
    files: {
      'Kunden.csv': utf16(
        csv(
          'Kundennummer,Vorname,Nachname,E-Mail-Adresse,Newsletter,Angelegt am',
          people.map(({ id, first, last, email, agreed: yes, joined }) => [
            id,
            first,
            last,
            email,
            yes ? 'ja' : 'nein',
            dated(joined, 'DD.MM.YYYY HH:mm:ss'),
          ]),
          ';',
        ),
      ),
      'Bestellungen.csv': utf16(
        csv(
          'Bestellnummer,Kundennummer,Bestelldatum,Status,Rechnungsbetrag,Versandkosten',
          rows(({ number, person, at, total }, index) => [
            number,
            person.id,
            dated(at, 'DD.MM.YYYY HH:mm'),
            germanState(index),
            `€ ${amount(total, '.', ',')}`,
            '€ 4,90',
          ]),
          ';',
        ),
      ),
    },
    quiet: agreed,
    currency: 'EUR',
    value: revenue,
  },
  'Polish, net beside gross': {
    files: {
      'klienci.csv': csv(
        'Nr klienta,Imię i nazwisko,E-mail,Zgoda na newsletter',
        people.map(({ id, first, last, email, agreed: yes }) => [
          id,
          `${first} ${last}`,
          email,
          yes ? 'TAK' : 'NIE',
        ]),
        ';',
      ),
      'faktury.csv': csv(
        'Nr faktury,Nr klienta,Data wystawienia,Termin płatności,Wartość netto,Wartość brutto',
        rows(({ number, person, at, total }) => [
          `FV/${number}/2026`,
          person.id,
          dated(at, 'DD.MM.YYYY'),
          dated(at, 'DD.MM.YYYY'),
          `${amount(total - 1, '\u00a0', ',')} zł`,
          `${amount(total, '\u00a0', ',')} zł`,
        ]),
        ';',
      ),
    },
    quiet: agreed,
    currency: 'PLN',
    value: revenue,
  },
  'one table, names that two people share': {
    files: {
      'ventas.csv': csv(
        'Nº pedido,Fecha,Cliente,Correo electrónico,Total',
        rows(({ number, person, at, total }) => [
          number,
          dated(at, 'DD/MM/YYYY'),
          `${person.first} ${person.last}`,
          person.email,
          `${amount(total, '.', ',')} €`,
        ]),
        ';',
      ),
    },
    quiet: quiet(),
    currency: 'EUR',
    value: revenue,
  },
  'a vendor’s file beside a list of people that is not its own': {
    files: {
      'contacts.csv': csv(
        'Record ID,First Name,Last Name,Email,Marketing contact status,Create Date',
        people.map(({ id, first, last, email, agreed: yes, joined }) => [
          id,
          first,
          last,
          email,
          yes ? 'Marketing contact' : 'Non-marketing contact',
          dated(joined, 'YYYY-MM-DD HH:mm'),
        ]),
      ),
      'deals.csv': csv(
        'Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Contact IDs',
        rows(({ number, person, at, total }) => [
          number,
          'Deal',
          'Closed Won',
          dated(at, 'YYYY-MM-DD HH:mm'),
          total.toFixed(2),
          person.id,
        ]),
      ),
    },
    quiet: agreed,
    value: revenue,
  },
  'a vendor’s file that writes money with its sign': {
    files: {
      'orders.csv': csv(
        'ID,Reference,Customer,Total,Payment,Status,Date',
        rows(({ number, person, at, total }) => [
          number,
          `R${number}`,
          person.email,
          `€${amount(total, ',', '.')}`,
          'Card',
          'Delivered',
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
        ]),
        ';',
      ),
    },
    quiet: quiet(),
    currency: 'EUR',
    value: revenue,
  },
  'a register: dollars, days and hours apart': {
    files: {
      'transactions.csv': csv(
        'Date,Time,Gross Sales,Fees,Transaction ID,Customer ID',
        rows(({ number, person, at, total }) => [
          dated(at, 'MM/DD/YY'),
          dated(at, 'HH:mm:ss'),
          `$${amount(total, ',', '.')}`,
          '($0.30)',
          `T${number}`,
          `C${person.id}`,
        ]),
      ),
    },
    quiet: quiet(),
    value: revenue,
  },
  'a marketplace: blank lines around, and notes below': {
    files: {
      'OrdersReport-Jun-29-2026.csv': `\r\n${csv(
        'Sales Record Number,Buyer Email,Item Title,Quantity,Total Price,Sale Date,Payment Method',
        rows(({ number, person, at, total }) => [
          number,
          person.email,
          'Mug',
          1,
          `$${amount(total, ',', '.')}`,
          dated(at, 'YYYY-MM-DD'),
          'Card',
        ]),
      )}\r\n${orders.length},record(s) downloaded,,,,,\r\nSeller ID : shop,,,,,,\r\n`,
    },
    quiet: quiet(),
    value: revenue,
  },
  'a few cells that nobody can read': {
    files: {
      'customers.csv': csv(
        'id,email,newsletter,signup,points',
        people.map(({ id, email, agreed: yes, joined }, index) => [
          id,
          email,
          yes ? 'yes' : 'no',
          index === 7 ? 'n/a' : dated(joined, 'YYYY-MM-DD'),
          index === 9 ? 'lots' : index,
        ]),
      ),
      'orders.csv': csv('order_id,customer_id,date,total', [
        ...rows(({ number, person, at, total }) => [
          number,
          person.id,
          dated(at, 'YYYY-MM-DD'),
          total.toFixed(2),
        ]),
        [9001, people[1]!.id, '2026-02-30', '1.00'],
        [9002, people[0]!.id, '2024-02-03', 'free'],
      ]),
    },
    quiet: agreed,
    value: revenue,
    says: '1 row of `orders` left out: `date` is not a date',
  },
  'French, a list of who refused beside double opt-in': {
    files: {
      'contacts.csv': csv(
        'ID,EMAIL,NOM,PRENOM,SMS,DOUBLE_OPT-IN,ADDED_TIME,EMAIL_BLACKLIST,SMS_BLACKLIST',
        people.map(({ id, first, last, email, agreed: yes, joined }, index) => [
          id,
          email,
          last,
          first,
          index % 2 ? `336${String(index).padStart(8, '0')}` : '',
          hasOptedIn(index) ? 'Yes' : 'No',
          dated(joined, 'DD-MM-YYYY HH:mm:ss'),
          yes ? 'false' : 'true',
          'false',
        ]),
        ';',
      ),
      'commandes.csv': csv(
        'N° commande,Date,E-mail,Statut,Montant TTC',
        rows(({ number, person, at, total }, index) => [
          number,
          dated(at, 'DD/MM/YYYY HH:mm'),
          person.email.toUpperCase(),
          index % 2 ? 'Livrée' : 'En cours',
          amount(total, ' ', ','),
        ]),
        ';',
      ),
    },
    quiet: quiet((person) => person.agreed && hasOptedIn(people.indexOf(person))),
    agreed: people.filter((person, index) => person.agreed && hasOptedIn(index)).length,
    value: revenue,
    says: 'every `Statut` counts',
  },
  'a log of what happened, orders among it': {
    files: {
      'export-2026.jsonl': [
        ...orders.flatMap(({ number, person, at, total }) => [
          logged('Application Opened', { number, person, at }),
          logged('Order Completed', { number, person, at }, { revenue: total }),
        ]),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    },
    quiet: quiet(),
    value: revenue,
    says: 'export-2026.jsonl: events (',
  },
  'invoices of subscriptions, each column with the name of its table': {
    files: {
      'Customers.csv': csv(
        'customers.id,customers.email',
        people.map(({ id, email }) => [id, email]),
      ),
      'Invoices.csv': csv(
        'invoices.id,invoices.customer_id,invoices.subscription_id,invoices.date,invoices.total',
        rows(({ number, person, at, total }) => [
          number,
          person.id,
          `s${person.id}`,
          dated(at, 'DD.MM.YYYY HH:mm'),
          total.toFixed(2),
        ]),
      ),
    },
    quiet: quiet(),
    value: revenue,
    says: 'Invoices.csv: orders (',
  },
  'a list of addresses that says who agreed, and who left since': {
    files: {
      'customers.csv': csv(
        'id,email',
        people.map(({ id, email }) => [id, email]),
      ),
      'newsletter_list.csv': csv(
        'email,marketing_consent,unsubscribed',
        people.map(({ email, agreed: yes }, index) => [
          email,
          yes ? 'yes' : 'no',
          String(!hasOptedIn(index)),
        ]),
      ),
      'orders.csv': csv(
        'order_id,customer_id,date,total',
        rows(({ number, person, at, total }) => [
          number,
          person.id,
          dated(at, 'YYYY-MM-DD'),
          total.toFixed(2),
        ]),
      ),
    },
    quiet: quiet((person) => person.agreed && hasOptedIn(people.indexOf(person))),
    agreed: people.filter((person, index) => person.agreed && hasOptedIn(index)).length,
    value: revenue,
  },
  'orders alone, of people who agreed and who opted out': {
    files: {
      'orders.csv': csv(
        'order_id,email,date,total,accepts_marketing,opted_out',
        rows(({ number, person, at, total }) => [
          number,
          person.email,
          dated(at, 'YYYY-MM-DD'),
          total.toFixed(2),
          person.agreed ? 'yes' : 'no',
          hasOptedIn(people.indexOf(person)) ? 0 : 1,
        ]),
      ),
    },
    quiet: quiet((person) => person.agreed && hasOptedIn(people.indexOf(person))),
    agreed: people.filter(
      (person, index) =>
        person.agreed && hasOptedIn(index) && orders.some((order) => order.person === person),
    ).length,
    value: revenue,
  },
  'two currencies in one column': {
    files: {
      'orders.csv': csv(
        'order_id,email,date,total',
        rows(({ number, person, at, total }, index) => [
          number,
          person.email,
          dated(at, 'YYYY-MM-DD'),
          `${index % 7 ? '€' : '$'}${total.toFixed(2)}`,
        ]),
      ),
    },
    quiet: quiet(),
    says: '`total` is in $ and €, so it is not taken for money',
  },
  'two currencies in two columns': {
    files: {
      'orders.csv': csv(
        'order_id,email,date,total,currency',
        rows(({ number, person, at, total }, index) => [
          number,
          person.email,
          dated(at, 'YYYY-MM-DD'),
          total.toFixed(2),
          index % 7 ? 'EUR' : 'USD',
        ]),
      ),
    },
    quiet: quiet(),
    value: revenue,
    says: '`currency` has EUR and USD',
  },
};

async function inFolder(files: Folder['files'], look: (cwd: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-written-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    await look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const env = { SEGMENT_AS_OF: '2026-06-30' };

describe('the lists of one shop, as written', () => {
  it.each(
    Object.entries({
      ...folders,
      ...vendorFolders,
      ...publicFolders,
      ...documentFolders,
      ...refundFolders,
      ...centsFolders,
      ...guestFolders,
      ...lineFolders,
    }),
  )('%s', async (_, { files, ...expected }) => {
    await inFolder(files, async (cwd) => {
      const made = await runBundle(['init', '--yes', '--timezone', 'UTC'], { cwd });
      expect(made.code, made.err).toBe(0);
      if (expected.says) expect(made.err).toContain(expected.says);
      const project = readFileSync(join(cwd, 'segment.config.yaml'), 'utf8');
      for (const line of expected.holds ?? []) expect(project).toContain(line);
      expect(/^currency: (\w+)/m.exec(project)?.[1]).toBe(expected.currency);
      const counted = await runBundle(['count', 'segments', '--format', 'json'], { cwd, env });
      expect(counted.code, counted.err).toBe(0);
      const sizes = JSON.parse(counted.out) as { readonly segment: string; readonly customers: number }[];
      const sizeOf = (name: string) => sizes.find(({ segment }) => segment === name)?.customers;
      expect(sizeOf('good-and-quiet')).toBe(expected.quiet);
      if (expected.agreed !== undefined) expect(sizeOf('reachable')).toBe(expected.agreed);
      const sources = await runBundle(['sources', '--format', 'json'], { cwd, env });
      const tables = JSON.parse(sources.out) as (Account & { readonly value: number | null })[];
      expect(unaccounted(tables)).toEqual([]);
      const value = tables.find(({ table }) => table === 'orders')?.value;
      if (expected.value !== undefined) expect(Number(value)).toBeCloseTo(expected.value, 2);
    });
  });
});

it('contacts alone have lists to begin with', async () => {
  const contacts = csv(
    'Contact Id,Email,First Name,Date Created',
    people.map(({ id, email, first, joined }) => [id, email, first, dated(joined, 'YYYY-MM-DD HH:mm')]),
  );
  await inFolder({ 'contacts-export.csv': contacts }, async (cwd) => {
    expect((await runBundle(['init', '--yes'], { cwd })).code).toBe(0);
    const { code, out } = await runBundle(['count', 'segments', '--format', 'csv'], { cwd, env });
    expect([code, out]).toEqual([0, expect.stringContaining('everybody,60,1')]);
  });
});
