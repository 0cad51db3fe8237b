/** Whether `url` names a PostgreSQL server, and not a file. */
export function isPostgresUrl(url: string): boolean {
  return ['postgres:', 'postgresql:'].includes(URL.parse(url)?.protocol ?? '');
}

/** The path in `file:PATH`. `file://data/x` has none: it would be the file /x on a host named data. */
export function findFilePath(url: string): string | undefined {
  return /^file:(?!\/\/[^/])(.+)$/.exec(url)?.[1];
}
