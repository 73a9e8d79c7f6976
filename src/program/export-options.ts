/** What `segment export` takes. */
import { callingCodes } from '../outgoing/calling-codes.ts';
import { platforms } from '../outgoing/index.ts';
import type { OptionValues } from './command.ts';
import { askOptions, dataOptions, lockOptions } from './options.ts';
export const exportOptions = {
  to: {
    kind: 'choice',
    choices: [...platforms.map(({ name }) => name), 'csv'],
    says: 'where the list goes (default: csv, the list as run writes it)',
  },
  channel: {
    completes: 'channels',
    kind: 'text',
    value: 'NAME',
    says: "whose consent counts: a channel of the project, or none (default: the segment's; email for a platform)",
  },
  dedupe: {
    kind: 'choice',
    choices: ['email', 'phone'],
    says: 'one row for each address or number: that of the first customer key',
  },
  country: {
    completes: callingCodes.map(({ country }) => country),
    kind: 'text',
    value: 'CODE',
    says: 'where customers without a country are, for their telephone numbers: PL, GB',
  },
  'since-last': {
    kind: 'flag',
    says: 'only who was added and removed since the newest recorded run before the as-of',
  },
  ...askOptions,
  ...dataOptions,
  ...lockOptions,
} as const;

export type ExportOptions = OptionValues<typeof exportOptions>;
