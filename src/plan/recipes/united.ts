import type { UnitedRecipe } from '../../model/recipe.ts';
import type { ColumnType } from '../../model/schema.ts';
import type { CommonTable, Select, SqlType } from '../../sql/ast.ts';
import { binary, cast, column, isNull, sqlNull } from '../../sql/build.ts';

/** The table's rows, then the keys that it does not have. */
export function unitedTables({ relation, from, key, columns, added }: UnitedRecipe): readonly CommonTable[] {
  const own: Select = {
    kind: 'select',
    items: [key, ...columns.map(({ name }) => name)].map((name) => ({ expr: column(name), as: name })),
    from: { relation: from },
  };
  const more: Select = {
    kind: 'select',
    items: [
      { expr: column(added.key, 'added'), as: key },
      ...columns.map(({ name, type, scale }) => ({ expr: cast(sqlNull, sqlType(type, scale)), as: name })),
    ],
    from: { relation: added.relation, as: 'added' },
    joins: [
      {
        kind: 'left',
        relation: from,
        as: 'known',
        on: binary('=', column(key, 'known'), column(added.key, 'added')),
      },
    ],
    where: isNull(column(key, 'known')),
  };
  return [{ name: relation, query: { kind: 'union', items: [own, more] } }];
}

function sqlType(type: ColumnType, scale = 0): SqlType {
  switch (type) {
    case 'decimal':
      return { decimal: [38, scale] };
    case 'float':
      return 'double';
    case 'time':
      return 'timestamp';
    case 'list':
      return 'text-list';
    default:
      return type;
  }
}
