/** What the project file has to say of a column of text so that it holds numbers, by what stands among them. */
import type { RefusedNumbers } from '../model/schema.ts';

const nothingKnown: RefusedNumbers = { missing: [], isWritten: true, hasComma: false, hasOthers: false };

export function numbersHelp(column: string, refused: RefusedNumbers = nothingKnown): string {
  const written = optionOf(column, refused);
  if (refused.hasOthers)
    return `mend what is no number, or say what means missing: ${written ?? optionOf(column, { ...refused, missing: ['…'] })}`;
  return refused.isWritten
    ? `say that it holds numbers, and how they are written: ${written}`
    : `say what stands for a missing value: ${written}`;
}

function optionOf(column: string, { missing, isWritten, hasComma }: RefusedNumbers): string | undefined {
  const parts = [
    ...(isWritten ? ['type: decimal'] : []),
    ...(hasComma ? ['decimal: ","'] : []),
    ...(missing.length > 0 ? [`null_values: [${missing.map(quoted).join(', ')}]`] : []),
  ];
  return parts.length === 0 ? undefined : `\`columns: { ${column}: { ${parts.join(', ')} } }\``;
}

/** What begins with a sign is another thing to YAML. */
function quoted(word: string): string {
  return /^[\p{L}…]/u.test(word) ? word : `"${word.replaceAll('\\', '\\\\')}"`;
}
