/** What is text and looks like something else: words that join conditions, lists, patterns of other tools. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { OperandSyntax, ScalarSyntax } from '../language/syntax.ts';

export const textMessages = {
  nullText: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'null-text',
      `\`${node.text}\` is a text here, and means no missing value`,
      'write `{ set: false }` for whoever has none, or quote the text if it is meant',
    ),

  truthText: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'truth-text',
      `\`${node.text}\` is a text here: the column holds other words than \`true\` and \`false\``,
      'write its word, or say in the project file that it is `type: boolean`; quote the text if it is meant',
    ),

  curlyQuotes: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'curly-quotes',
      `the curly quotes of \`${node.text}\` are part of the text`,
      `write straight ones: \`"${node.text.replaceAll(/[“”„‟«»‘’‚]/gu, '')}"\``,
    ),

  wordsInText: (node: ScalarSyntax): Diagnostic => {
    const isEither = / (OR|\|\|) /.test(node.text);
    const items = node.text.split(/ (?:OR|AND|\|\||&&) /);
    return caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text`,
      isEither
        ? `write \`[${items.join(', ')}]\` for any of them, or quote it if the text is meant`
        : 'write a condition for each under `all: [...]`, or quote it if the text is meant',
    );
  },

  testInText: (node: ScalarSyntax, test: string): Diagnostic =>
    caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text, and compared as it stands`,
      `write \`${test}\`, or quote it if the text is meant`,
    ),

  listInText: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text`,
      `write \`[${node.text.split(/\s*[,;|]\s*/).join(', ')}]\` for any of them, or quote it if the text is meant`,
    ),

  pattern: (node: OperandSyntax, why: string): Diagnostic =>
    problem(node.span, 'pattern', `the pattern cannot be read: ${why}`, 'patterns follow RE2'),

  flagsOfPattern: (node: OperandSyntax, pattern: string): Diagnostic =>
    caution(
      node.span,
      'slashes-of-pattern',
      'the slashes and the letters behind them are part of the pattern',
      `write \`${pattern}\` without them, and upper and lower case alike as \`(?i)${pattern}\``,
    ),
} as const;
