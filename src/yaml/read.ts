/**
 * Text of a definition to nodes with spans; the only door to the yaml package. Everything is read with the
 * failsafe schema: a scalar is its characters, typed later by the place it stands in.
 */
import { type Document, isScalar, parseAllDocuments } from 'yaml';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { convertTree, TOO_DEEP } from './convert.ts';
import { Findings } from './findings.ts';
import { isBlank } from './marks.ts';
import type { YamlNode } from './node.ts';
import { readPlain } from './plain.ts';
import { reportSyntaxErrors } from './syntax-errors.ts';

/**
 * The one node of a file. Reports everything that is wrong with its syntax; undefined when that leaves
 * nothing to go on with (an empty file included).
 */
export function readYaml(source: Source, report: Report): YamlNode | undefined {
  return readPlain(source) ?? readAny(source, report);
}

/** As `readYaml`, by the package whatever is written. */
export function readAny(source: Source, report: Report): YamlNode | undefined {
  const findings = new Findings(source, report);
  const documents = parse(source);
  if (documents === 'too deep') return findings.refuse('too-deep', TOO_DEEP, 0, 1);
  const errors = documents.flatMap((document) => document.errors);
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted) return findings.refuse('too-deep', TOO_DEEP, exhausted.pos[0], exhausted.pos[0] + 1);
  const root = documents[0]?.contents;
  if (documents.length < 2 && errors.length === 0 && (!root || (isScalar(root) && isBlank(root)))) {
    return refuseEmpty(findings);
  }
  const node = root ? convertTree(root, findings) : undefined;
  checkDocuments(documents, findings);
  const lines = reportSyntaxErrors(source, errors, findings.linesWithErrors, report);
  findings.reportConsequences(lines);
  return findings.broken || errors.length > 0 ? undefined : node;
}

function parse(source: Source): readonly Document.Parsed[] | 'too deep' {
  try {
    const documents = parseAllDocuments(source.text, {
      schema: 'failsafe',
      version: '1.2',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

function refuseEmpty(findings: Findings): undefined {
  const directive = /^%.*/m.exec(findings.source.text);
  if (!directive) {
    const said = findings.source.text.trim() === '' ? 'the file is empty' : 'the file holds only comments';
    return findings.refuse('empty-file', said, 0, 0, 'write what it defines, or remove the file');
  }
  const end = directive.index + directive[0].length;
  return findings.refuse('needs-quotes', 'a line may not start with `%`', directive.index, end);
}

function checkDocuments(documents: readonly Document.Parsed[], findings: Findings): void {
  const { text } = findings.source;
  const directive = /^%.*/m.exec(text);
  if (directive && documents.some(({ directives }) => directives.yaml.explicit === true)) {
    const end = directive.index + directive[0].length;
    findings.refuse('yaml-directive', 'directives such as `%YAML` have no place here', directive.index, end);
  }
  const second = documents[1];
  if (!second) return;
  const end = documents[0]!.range[2];
  const separator = /^(---|\.\.\.)/m.exec(text.slice(Math.max(0, end - 3)));
  const start = separator ? Math.max(0, end - 3) + separator.index : second.range[0];
  const help = 'write several segments as a list under `segments:`, or in files of their own';
  findings.refuse(
    'several-documents',
    'a file is one document, and another begins here',
    start,
    start + 3,
    help,
  );
}
