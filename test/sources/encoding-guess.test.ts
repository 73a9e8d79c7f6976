import { describe, expect, it } from 'vitest';
import { decodeHead } from '../../src/sources/encoding.ts';
import { guessEncoding } from '../../src/sources/encoding-guess.ts';

/** The bytes of a text in a one-byte encoding, found by decoding each byte. */
function encode(text: string, encoding: string): Uint8Array {
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decodeHead(new Uint8Array([byte]), encoding), byte] as const),
  );
  return new Uint8Array([...text].map((letter) => bytes.get(letter)!));
}

describe('an old encoding', () => {
  it.each([
    ['windows-1250', 'Nr klienta;Imię i nazwisko;Miasto\nK1;Bożena Święcicka;Łódź\nK2;Mścisław;Świdnica\n'],
    ['windows-1250', 'Jméno;Město\nŽofie Dvořáková;Plzeň\nJiří Šťastný;Brno\n'],
    ['windows-1250', 'név;város\nSzűcs Őrs;Győr\n'],
    ['iso-8859-2', 'miasto\nŁódź\nŚwidnica\nGorzów\nżółw i gęś\n'],
    ['windows-1252', 'Straße;Ort\nHauptstraße 1;Köln\nÄußere Gasse;Fürth\n'],
    ['windows-1252', 'prénom;ville\nÉloi;Besançon\nHélène;Nîmes\n'],
    ['windows-1252', 'Description;Price\nCAFÉ MUG;£4.25\nTEA TIN;£3\n'],
    ['windows-1252', 'Betrag\n1.234,50 €\n'],
    ['windows-1251', 'Код;Наименование;Город\n000000001;ООО "Ромашка";Москва\n2;Иванов;Санкт-Петербург\n'],
    ['koi8-r', 'Код;Наименование;Город\n1;Иванов Пётр;Москва\n2;Сидоров;Казань\n'],
    ['windows-1253', 'Όνομα;Πόλη\nΝίκος Παπαδόπουλος;Αθήνα\nΕλένη;Θεσσαλονίκη\n'],
    ['windows-1254', 'ad;şehir\nAyşe Yılmaz;İstanbul\nÇağrı;Diyarbakır\n'],
    ['windows-1257', 'vardas;miestas\nJānis Bērziņš;Rīga\nKrišjānis;Jūrmala\n'],
  ])('is %s by its letters', (encoding, text) => {
    expect(guessEncoding(encode(text, encoding))).toBe(encoding);
  });

  it('is windows-1252 where nothing tells', () => {
    expect(guessEncoding(new Uint8Array([0x61, 0x80, 0x0a]))).toBe('windows-1252');
  });
});
