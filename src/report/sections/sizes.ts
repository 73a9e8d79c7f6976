import { countOf } from '../../model/count.ts';
import type { Table } from '../../model/table.ts';
import type { Edition } from '../edition.ts';
import type { Section } from '../section.ts';

export const sizes: Section = {
  name: 'sizes',
  title: 'How large the segments are',
  says: 'customers and their share, a segment a row',
  write: async (edition) => ({
    lead: [`the base is ${countOf(edition.membership.base, 'customer')}`],
    parts: [{ answer: { name: 'sizes', rows: sizeTable(edition) } }],
  }),
};

function sizeTable({ segments, membership: { sizes, base } }: Edition): Table {
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'what it is', kind: 'prose' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: segments.map(({ name, about }) => {
      const size = sizes.get(name) ?? 0;
      return [name, about.title ?? null, size, base === 0 ? null : size / base];
    }),
  };
}
