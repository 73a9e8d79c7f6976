/** Arms and their shares as words: `control=10%,a=45%,b=45%`. */

import { failure } from '../diagnostics/failure.ts';
import { addDecimals, multiplyDecimals } from '../model/decimal.ts';
import { readShare } from '../model/number.ts';
import type { Split } from '../model/segment.ts';

export type Arms = Split['arms'];

/** Throws a `Failure` (2) unless there are two arms or more, named once each, whose shares add to 100%. */
export function readArms(option: string, text: string): Arms {
  const arms = text.split(',').map((part) => {
    const [, name = '', share = ''] = /^(.*)=([^=]*)$/s.exec(part.trim()) ?? [];
    return { name: name.trim(), share: readShare(share.trim()), part };
  });
  const wrong = arms.find(({ name, share }) => name === '' || share === undefined || !(Number(share) > 0));
  const refuse = (message: string) =>
    failure(2, 'option-value', message, [`write \`--${option} control=10%,a=45%,b=45%\``]);
  if (wrong) throw refuse(`\`--${option}\` wants arms with their shares, found \`${wrong.part}\``);
  if (new Set(arms.map(({ name }) => name)).size < arms.length) throw refuse('an arm is named twice');
  if (arms.length < 2) throw refuse(`\`--${option}\` wants two arms or more, found one`);
  const small = arms.find(({ share }) => Number(share) < 0.0001);
  if (small) throw refuse(`\`${small.part}\` is less than 0.01%, the smallest share that can be drawn`);
  const total = arms.reduce((sum, { share }) => addDecimals(sum, share!), '0');
  if (Number(total) !== 1)
    throw refuse(
      `the shares of \`--${option}\` add to ${Number(multiplyDecimals(total, '100'))}%, and not to 100%`,
    );
  return arms.map(({ name, share }) => ({ name, share: share! }));
}
