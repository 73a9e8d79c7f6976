import type { CustomerRelation } from '../features/named-model.ts';
import type { AsOf } from '../model/calendar.ts';

/** What the relation is called in the engine: models know nothing of what comes after the as-of. */
export function relationAt({ name }: Pick<CustomerRelation, 'name'>, { instant }: AsOf): string {
  return `${name}_as_of_${instant.replaceAll(/[^0-9TZ]/g, '')}`;
}
