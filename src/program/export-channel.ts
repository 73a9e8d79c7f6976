/** Whose consent counts for a list that is exported. */
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { shapeOf } from './export-lists.ts';
import type { ExportOptions } from './export-options.ts';

/** The channel; none for a plain list of a segment that has none. Throws a `Failure` (2). */
export function channelOf(segment: Segment, workspace: Workspace, chosen: ExportOptions): string | undefined {
  const channels = workspace.definitions.channels.map(({ name }) => name);
  const asked = chosen.channel;
  const channel = effectiveChannel(segment, channels, chosen);
  if (asked === 'none' && segment.channel !== undefined) {
    throw failure(
      2,
      'channel',
      `\`${segment.name}\` is a list for the channel \`${segment.channel}\`, and \`--channel\` says \`none\``,
      ['take `channel` out of the definition if consent is not needed'],
    );
  }
  if (asked !== undefined && asked !== 'none' && !channels.includes(asked)) {
    throw failure(2, 'unknown-channel', `there is no channel \`${asked}\``, [
      didYouMean(asked, channels) ??
        (channels.length > 0
          ? `the project's channels are ${channels.map((name) => `\`${name}\``).join(', ')}`
          : 'a channel needs `contact` and `consent` of the customers in the project file'),
    ]);
  }
  if (channel === undefined && asked !== 'none' && shapeOf(chosen).platform) {
    throw failure(2, 'no-consent', `nothing says whose consent counts for \`${segment.name}\``, [
      'give the project `contact` and `consent` for `email`, or the segment a `channel`',
      'or say that nobody needs to be asked: `--channel none`',
    ]);
  }
  if (chosen['since-last'] && channel !== segment.channel) {
    const kept = segment.channel === undefined ? 'without a channel' : `for \`${segment.channel}\``;
    throw failure(
      2,
      'channel',
      `the history keeps the list of \`${segment.name}\` ${kept}, not for \`${channel}\``,
      [`add \`channel: ${channel}\` to the definition, so that both are the same list`],
    );
  }
  return channel;
}

function effectiveChannel(
  { channel }: Segment,
  channels: readonly string[],
  chosen: ExportOptions,
): string | undefined {
  if (chosen.channel === 'none') return undefined;
  const usual = shapeOf(chosen).platform && channels.includes('email') ? 'email' : undefined;
  return chosen.channel ?? channel ?? usual;
}
