/** Words by which people agree and refuse. */

/** Those that mean an explicit yes where the project file does not list its own, and those that mean a no. */
export const yesWords = ['yes', 'true', 'y', '1'];
export const noWords = ['no', 'false', 'n', '0'];

/** Words of consent and their opposites, as exports write them: folded by `consentWord`. */
export const writtenYes: ReadonlySet<string> = new Set(
  'yes y true t 1 tak ja j oui si sí sim da да ano igen kyllä on x subscribed accepted optedin optin granted active express direct given angemeldet zapisany inscrit abonne abonné enabled doubleoptin'.split(
    ' ',
  ),
);
export const writtenNo: ReadonlySet<string> = new Set(
  'no n false f 0 nie nein non não nao nu нет ne nem ei off unsubscribed declined neversubscribed notsubscribed nonsubscribed optedout optout denied cleaned pending noconsent bounced deleted unconfirmed implied inactive notset unknown withdrawn revoked abgemeldet wypisany desinscrit désinscrit desabonne désabonné disabled invalid redacted nopermission'.split(
    ' ',
  ),
);

/** Words that somebody who no longer wants mail leaves behind, whatever the column is called; folded. */
export const REFUSAL_WORDS =
  /^(unsubscribed|optedout|optout|noconsent|nopermission|abgemeldet|wypisany|d[eé]sinscrit|d[eé]sabonn[eé])$/;

/** `Never subscribed`, `never_subscribed` and `optedOut` as one word in lower case. */
export function consentWord(written: string): string {
  return written.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
