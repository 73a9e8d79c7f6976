/** Words by which people agree and refuse. */

/** Those that mean an explicit yes where the project file does not list its own, and those that mean a no. */
export const yesWords = ['yes', 'true', 'y', '1'];
export const noWords = ['no', 'false', 'n', '0'];

/** Words of consent and their opposites, as exports write them; folded. */
export const writtenYes: ReadonlySet<string> = new Set(
  'yes y true t 1 tak ja oui si sí sim da да ano igen kyllä on x subscribed accepted opted-in opt-in granted active'.split(
    ' ',
  ),
);
export const writtenNo: ReadonlySet<string> = new Set(
  'no n false f 0 nie nein non não nao nu нет ne nem ei off unsubscribed declined never_subscribed not_subscribed opted-out opt-out denied cleaned pending'.split(
    ' ',
  ),
);
