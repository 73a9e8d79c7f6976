/** Markdown as a terminal shows it: wrapped, tables as terms with what they are, code as it stands. */
import { displayWidth } from '../diagnostics/visible.ts';
import { hanging, helpItem } from './help.ts';

/** The text in lines of at most so many columns; code is not broken. */
export function pageText(markdown: string, columns: number): string {
  const text = markdown.replaceAll(/<!--[\s\S]*?-->\n*/g, '');
  return `${blocksOf(text)
    .map((block) => blockText(block, columns))
    .join('\n\n')}\n`;
}

/** Parts between blank lines, where a block of code is one. */
function blocksOf(text: string): readonly string[] {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .map((part) => part.replaceAll(/^\n+|\n+$/g, ''))
    .filter((part) => part !== '');
}

function blockText(block: string, columns: number): string {
  if (block.startsWith('```')) return codeText(block);
  if (block.startsWith('#')) return headingText(block);
  if (block.startsWith('|')) return tableText(block, columns);
  if (block.startsWith('- ')) return listText(block, columns);
  return hanging('  ', proseOf(block), columns).join('\n');
}

function headingText(block: string): string {
  return proseOf(block.replace(/^#+ /, ''));
}

function codeText(block: string): string {
  return block
    .split('\n')
    .slice(1, -1)
    .map((line) => (line === '' ? '' : `      ${line}`))
    .join('\n');
}

function listText(block: string, columns: number): string {
  const items = block.split(/^- /m).slice(1);
  return items.flatMap((item) => hanging('  - ', proseOf(item), columns)).join('\n');
}

/** The first column beside the second; what the others hold in a line below it, by their headings. */
function tableText(block: string, columns: number): string {
  const [head = [], , ...rows] = block.split('\n').map(cellsOf);
  const width = Math.max(...rows.map(([term = '']) => displayWidth(term)));
  return rows
    .flatMap(([term = '', says = '', ...others]) => {
      const more = others.map((cell, index) => `${head[index + 2]}: ${cell}`).join('; ');
      return [
        helpItem(term, width, says, columns),
        ...(more === '' ? [] : [helpItem('', width, more, columns)]),
      ];
    })
    .join('\n');
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => proseOf(cell.replaceAll('\\|', '|')).replace(/^`([^`]*)`$/, '$1'));
}

/** One line, links by their words. */
function proseOf(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim();
}
