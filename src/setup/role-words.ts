/** Words by which exports of many languages name what their columns hold: stems, folded and without accents. */

export type Role =
  | 'customer'
  | 'order'
  | 'identifier'
  | 'email'
  | 'phone'
  | 'name'
  | 'money'
  | 'not-the-money'
  | 'quantity'
  | 'unit-price'
  | 'happened'
  | 'joined'
  | 'born'
  | 'closed'
  | 'later'
  | 'consent'
  | 'product'
  | 'status'
  | 'email-activity';

const stems: Readonly<Record<Role, string>> = {
  customer:
    'customer client user users distinctid member contact person profile subscriber visitor shopper buyer payer account guest household kund klient klijent contrahent kontrahent nabywca kunde benutzer besteller auftraggeber debitor soldto acheteur utilisateur cliente usuario comprador utente acquirente odberatel zakaznik vasarlo vevo asiakas klant gebruiker pokupatel клиент контрагент покупател заказчик пользовател',
  order:
    'order salesdocument verkaufsbeleg vertriebsbeleg vbeln invoice transaction purchase receipt sale deal booking payment charge zamowien faktur paragon sprzedaz bestell auftrag rechnung kauf einkauf commande facture achat vente pedido factura compra venta ordine fattura acquisto objednavk rendeles szamla tilaus bestelling заказ продаж счет чек покупк реализац',
  identifier:
    'id ids key number no nr num code ref reference uuid guid numer kod nummer codigo codice cislo код номер',
  email: 'email mail emailaddress courriel correo epost почта',
  phone: 'phone mobile telephone tel msisdn telefon telefono telephone handy gsm телефон',
  name: 'firstname lastname surname forename fullname name imie nazwisko vorname nachname nom prenom nombre apellido nome cognome jmeno имя фамилия наименование',
  money:
    'total amount sum much revenue value gross price paid spend sales turnover wartosc nettowert warenwert bestellwert auftragswert rechnungswert kwota suma razem cena betrag summe gesamt umsatz montant prix total importe valor monto importo totale prezzo castka cena osszeg brutto сумма стоимост итого выручк оплачен',
  'not-the-money':
    'tax vat net netto shipping delivery freight discount fee subtotal refund refunded balance outstanding cost margin unit compare podatek rabat wysylk dostaw steuer versand rabatt gebuhr taxe livraison remise frais impuesto envio descuento iva spedizione sconto налог ндс доставк скидк ht tip tips commission payout profit expected weighted shipped delivered fulfilled points score count quantity qty weight age rating lifetime average',
  quantity: 'quantity qty units pieces ilosc menge anzahl quantite cantidad quantita mnozstvi количеств кол',
  'unit-price': 'unitprice itemprice lineitemprice price cena preis prix precio prezzo цена',
  happened:
    'date time timestamp datetime created ordered purchased occurred placed happened at on when paid data zamowienia czas datum zeit bestelldatum heure fecha hora ora дата время период',
  joined:
    'created registered registration since signup signedup joined added registered dolaczyl rejestrac utworz registriert angelegt subscribed seit inscription inscrit registro alta registrazione создан регистрац',
  born: 'birth birthday birthdate dob born urodz geburt naissance nacimiento nascita narozen syntyma рожден',
  closed: 'close closed closing won',
  later:
    'updated modified changed paid shipped delivered fulfilled cancelled canceled refunded expires expected estimated due last next approved until liefer zahlungs versand fallig wysylki platnosci termin',
  consent:
    'consent newsletter mailing optin opt optedin noemail nomail nocontact niewysyl sprzeciw keinewerbung keinemail desabonn desinscri disiscri subscri marketing accepts permission unsubscribed optout optedout donot blacklist suppress zgod abonent einwilligung werbung werbesperr werbewiderspr werbeverbot mailsperr robinson consentement abonne consentimiento suscri boletin acepta publicidad consenso iscritto souhlas согласи рассылк подпис',
  product:
    'product item sku article produkt towar artikel produit producto articolo prodotto товар номенклатур',
  status:
    'status statut zustand state stage stan zaplacono etat estado stato stav tila статус состояни financialstatus',
  'email-activity': 'open opened click clicked bounce sent delivered campaign emailactivity otwar klikn',
};

const byRole = new Map(Object.entries(stems).map(([role, words]) => [role as Role, words.split(' ')]));

/** `customerid`, `Debitorennr.`: written as one word. */
const NUMBER_OF =
  /\b(\p{L}{4,}(?=nr\b)|customer|cust|client|user|member|visitor|session|order|invoice|transaction|product|item|account)(nr|id|no|num|number|key)\b/gu;

/** The words of a column's or a file's name: `Customer ID`, `customerId`, `Nr_klienta`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/(?<=[a-z])\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(NUMBER_OF, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** `Rechnungsbetrag`: German, Dutch and the north write two words as one, the second of which says what it is. */
function isCompound(word: string, stem: string): boolean {
  return word.length >= stem.length + 4 && word.endsWith(stem);
}

/** Whether a word of the name, or two together, begin with a word of the role; short ones must be it. */
export function speaksOf(name: string, role: Role): boolean {
  const words = wordsOf(name);
  const pairs = words.slice(1).map((word, index) => words[index]! + word);
  return byRole
    .get(role)!
    .some((stem) =>
      [...words, ...pairs].some((word) =>
        stem.length <= 4 ? word === stem : word.startsWith(stem) || isCompound(word, stem),
      ),
    );
}
