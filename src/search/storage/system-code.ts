/** The system's code for why a file cannot be used: `ENOENT`, `EISDIR`, `EACCES`. */
export function readSystemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z]+$/.test(error.code) ? error.code : undefined;
}
