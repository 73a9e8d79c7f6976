/** The keys of a segment, in the order of the reference. */
export const segmentKeys = [
  'name',
  'title',
  'description',
  'tags',
  'tier',
  'owner',
  'goal',
  'action',
  'params',
  'for_each',
  'base',
  'where',
  'stages',
  'exclude',
  'channel',
  'sample',
  'limit',
  'split',
  'columns',
  'alerts',
  'output',
  'enabled',
] as const;

/** A segment says at least one of these; without `where` it starts from everybody in its base. */
export const choosingKeys = ['where', 'stages', 'base', 'exclude', 'channel', 'sample', 'limit', 'split'];

/** Names that Windows keeps, whatever extension follows. */
export const DEVICE = /^(con|prn|aux|nul|(com|lpt)\d)$/;

/** What names a segment or a stage. */
export const SEGMENT_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** Of everybody's lists, and said once: what the project file has. */
export const projectOnlyKeys: Readonly<Record<string, string>> = {
  holdout: 'it is one of the project file, for all lists: `holdout: { share: 5%, seed: global }`',
  suppress: 'it is one of the project file, for all lists of a channel; for one list: `exclude`',
  timezone: 'it is one of the project file',
  segment: 'write its keys without it: `name:`, `where:` and others begin the line',
};
