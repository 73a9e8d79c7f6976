/** Definitions while they are edited: bound and compared with the data's columns, without a look at values, SQL and files. */
import { type CheckInput, contextOf } from '../check/check.ts';
import type { Checking as Names } from '../check/context.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { Definitions } from '../model/segment.ts';

export interface Edited {
  readonly files: readonly DefinitionFile[];
  readonly segments: readonly SegmentSyntax[];
  readonly definitions: Definitions;
  readonly names: (report: Report) => Names;
  readonly diagnostics: readonly Diagnostic[];
}

interface Expanded {
  readonly segments: readonly SegmentSyntax[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a file makes of its definitions is kept as long as the file is the same. */
export function editing(
  expand: (file: DefinitionFile, report: Report) => Promise<readonly SegmentSyntax[]>,
  check: (
    files: readonly DefinitionFile[],
    segments: readonly SegmentSyntax[],
    report: Report,
  ) => { readonly definitions: Definitions; readonly written: CheckInput },
): (files: readonly DefinitionFile[]) => Promise<Edited> {
  const known = new WeakMap<DefinitionFile, Expanded>();
  const expanded = async (file: DefinitionFile): Promise<Expanded> => {
    const found = collector();
    const made = { segments: await expand(file, found.report), diagnostics: found.diagnostics };
    known.set(file, made);
    return made;
  };
  return async (files) => {
    const all: Expanded[] = [];
    for (const file of files) all.push(known.get(file) ?? (await expanded(file)));
    const found = collector();
    const segments = all.flatMap((each) => each.segments);
    const { definitions, written } = check(files, segments, found.report);
    return {
      files,
      segments,
      definitions,
      names: (report) => contextOf(written, report),
      diagnostics: [...all.flatMap((each) => each.diagnostics), ...found.diagnostics],
    };
  };
}
