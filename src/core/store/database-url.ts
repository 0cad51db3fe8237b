/** Whether `url` names a PostgreSQL server, and not a file. */
export function isPostgresUrl(url: string): boolean {
  return ['postgres:', 'postgresql:'].includes(URL.parse(url)?.protocol ?? '');
}
