/** The arguments that commands share. */
import type { Argument } from './command.ts';

export const segmentArgument: Argument = {
  name: 'SEGMENT',
  says: 'name of a segment',
  completes: 'segments',
};

/** One segment that need not have a name. */
export const oneArgument: Argument = {
  name: 'SEGMENT',
  says: 'name of a segment, its definition file, or - for standard input',
  or: ['select', 'where'],
  completes: 'segments',
};

/** What is evaluated. */
export const filesArgument: Argument = {
  name: 'FILES',
  says: 'definition files, folders of them, patterns, names of segments, or - for standard input',
  many: true,
  or: ['select', 'where'],
  completes: 'segments',
};

/** What is compared, one beside the other. */
export const segmentsArgument: Argument = {
  ...filesArgument,
  name: 'SEGMENTS',
  says: 'names of segments, definition files, folders of them, patterns, or - for standard input',
};

/** What is looked at, all of the project unless said. */
export const someFilesArgument: Argument = {
  name: 'FILES',
  says: 'definition files or names of segments (default: all of the project)',
  many: true,
  optional: true,
  completes: 'segments',
};

/** What is known besides the project when one segment is asked for. */
export const moreFilesArgument: Argument = {
  name: 'FILES',
  many: true,
  completes: 'files',
  says: 'definition files besides those of the project',
  optional: true,
};
