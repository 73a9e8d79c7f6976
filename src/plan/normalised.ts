import { type Normalising, PHONE_SIGNS } from '../model/recipe.ts';
import type { Expr } from '../sql/ast.ts';
import { call, text } from '../sql/build.ts';

/** Behind the digits, so that only a fraction at the end is one. */
const END = '|';

/** An address, or a number of somebody, as it is compared. */
export function normalised(address: Expr, how: Normalising | undefined): Expr {
  switch (how) {
    case 'email':
      return call('lower', address);
    case 'phone':
      return call('nullif', call('translate', address, text(PHONE_SIGNS), text('')), text(''));
    case 'number':
      return {
        kind: 'case',
        branches: [
          {
            when: call('ends-with', address, text('.0')),
            then: call('replace', call('concat', address, text(END)), text(`.0${END}`), text('')),
          },
        ],
        otherwise: address,
      };
    case undefined:
      return address;
  }
}
