/** What we draw, in letters that every terminal has; what the data says is left as it is. */
const plain: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'┌┬┐├┼┤└┴┘'].map((corner) => [corner, '+'])),
  '─': '-',
  '│': '|',
  '░': '.',
  '▒': ':',
  '▓': '=',
  '█': '#',
  ...Object.fromEntries([...'▁▂▃▄▅▆▇'].map((bar, index) => [bar, '_.,-=+*'[index]!])),
  ...Object.fromEntries([...'▏▎▍'].map((bar) => [bar, ' '])),
  ...Object.fromEntries([...'▌▋▊▉'].map((bar) => [bar, '#'])),
  '●': 'x',
  '·': '.',
  '…': '~',
  '–': '-',
  '’': "'",
};

const drawn = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** One letter for one letter, so that columns stay in line. */
export function inAscii(text: string): string {
  return text.replace(drawn, (letter) => plain[letter]!);
}

/** Whether the words of the surroundings say that the terminal shows no UTF-8; silence says nothing. */
export function isWithoutUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const said = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (word) => word !== undefined && word !== '',
  );
  return said !== undefined && !/utf-?8/i.test(said);
}
