/** What is wrong with a packed file, in words; the system's own words for anything else. */
export function describeDamage(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES') return 'no permission';
  if (/unexpected (end of file|eof)/i.test(message)) return 'it ends in the middle; was it copied whole?';
  if (/data check|checksum/i.test(message)) return 'it is damaged: its checksum is another';
  if (String(code).startsWith('Z_') || /zstd|invalid|corrupt/i.test(message))
    return 'it is damaged, or not packed as its name says';
  return message.split('\n', 1)[0]!;
}
