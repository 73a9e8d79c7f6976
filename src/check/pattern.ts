/**
 * Why RE2 cannot read a pattern, or undefined when it can as far as we can tell before the engine does:
 * the ECMAScript grammar refuses what is malformed, and the constructs that RE2 leaves out are named.
 */
export function patternProblem(pattern: string): string | undefined {
  if (/(^|[^\\])(\\\\)*\\[1-9]/.test(pattern)) return 'RE2 has no back references';
  if (/\(\?<?[=!]/.test(pattern)) return 'RE2 has no look-around';
  const plain = pattern
    .replaceAll(/\(\?[a-zA-Z]+(-[a-zA-Z]+)?\)/g, '')
    .replaceAll(/\(\?[a-zA-Z]+(-[a-zA-Z]+)?:/g, '(?:')
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\[\[:\^?[a-z]+:\]\]/g, '[a]')
    .replaceAll(/\\[AzCQE]/g, '');
  try {
    new RegExp(plain);
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? (error.message.split(': ').at(-1) ?? '').toLowerCase()
      : 'it is malformed';
  }
}
