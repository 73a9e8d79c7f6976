/** Which columns of the customers hold names and addresses, for lists that leave the house. */
import type { Project } from '../project/project.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const contactFields = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'city',
  'postcode',
  'country',
] as const;

export type ContactField = (typeof contactFields)[number];

/** The customers' column of each field that there is. */
export type ContactColumns = Readonly<Partial<Record<ContactField, string>>>;

const usualNames: Readonly<Record<ContactField, readonly string[]>> = {
  email: ['email', 'email_address', 'mail'],
  phone: ['phone', 'phone_number', 'mobile', 'mobile_phone', 'telephone'],
  first_name: ['first_name', 'given_name', 'forename'],
  last_name: ['last_name', 'family_name', 'surname'],
  city: ['city', 'town'],
  postcode: ['postcode', 'postal_code', 'zip', 'zip_code'],
  country: ['country', 'country_code'],
};

/** Names under `contact` of the project file that mean the field; its own name always does. */
const alsoNamed: Readonly<Partial<Record<ContactField, readonly string[]>>> = {
  phone: ['sms', 'whatsapp'],
  postcode: ['zip'],
};

/**
 * What `contact` of the project file says, else the first of the usual names that is a column. Usual names are
 * compared without case, spaces, `_` and `-`.
 */
export function contactColumns({ project, schema }: Workspace): ContactColumns {
  const columns = schema.customers.columns.map(({ name }) => name);
  const found = contactFields.flatMap((field) => {
    const column = contactNamed(project, field) ?? usualColumn(columns, field);
    return column === undefined ? [] : [[field, column] as const];
  });
  return Object.fromEntries(found);
}

function contactNamed({ customers }: Project, field: ContactField): string | undefined {
  const names = [field, ...(alsoNamed[field] ?? [])];
  const contacts = names.map((name) => customers.channels.find((channel) => channel.name === name)?.contact);
  return contacts.find((contact) => contact !== undefined)?.name;
}

function usualColumn(columns: readonly string[], field: ContactField): string | undefined {
  const wanted = usualNames[field].map(plain);
  const names = wanted.map((name) => columns.find((column) => plain(column) === name));
  return names.find((name) => name !== undefined);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
