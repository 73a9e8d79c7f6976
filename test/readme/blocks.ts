/** Sessions of a page: commands behind `$`, and under each what it prints. */

export interface Step {
  readonly command: string;
  /** The lines under it; empty where the page shows none. */
  readonly shown: string;
}

const block = /^```console\n([\s\S]*?)^```$/gm;

/** The steps of all `console` blocks, in order. */
export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(block)].flatMap(([, text]) =>
    text!
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...lines] = part.split('\n');
        return { command, shown: lines.join('\n') };
      }),
  );
}

/** The page with other outputs, one a step. */
export function withOutputs(page: string, outputs: readonly string[]): string {
  let step = 0;
  return page.replaceAll(block, (_, text: string) => {
    const commands = text.split(/^\$ /m).slice(1);
    const told = commands.map((part) => `$ ${part.split('\n')[0]}\n${outputs[step++]}`);
    return `\`\`\`console\n${told.join('')}\`\`\``;
  });
}
