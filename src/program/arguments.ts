/** The arguments that commands share. */
import type { Argument } from './command.ts';

export const segmentArgument: Argument = {
  name: 'SEGMENT',
  says: 'name of a segment',
  completes: 'segments',
};

/** What is evaluated. */
export const filesArgument: Argument = {
  name: 'FILES',
  says: 'definition files, folders of them, or patterns',
  many: true,
  completes: 'files',
};

/** What is looked at, all of the project unless said. */
export const someFilesArgument: Argument = {
  ...filesArgument,
  says: 'definition files (default: those of the project)',
  optional: true,
};

/** What is known besides the project when one segment is asked for. */
export const moreFilesArgument: Argument = {
  ...filesArgument,
  says: 'definition files besides those of the project',
  optional: true,
};
