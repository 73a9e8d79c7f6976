import { type Normalising, PHONE_SIGNS } from '../model/recipe.ts';
import type { Expr } from '../sql/ast.ts';
import { call, text } from '../sql/build.ts';

/** An address as it is compared. */
export function normalised(address: Expr, how: Normalising | undefined): Expr {
  switch (how) {
    case 'email':
      return call('lower', address);
    case 'phone':
      return call('nullif', call('translate', address, text(PHONE_SIGNS), text('')), text(''));
    case undefined:
      return address;
  }
}
