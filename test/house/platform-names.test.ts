import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a platform is like it says itself (`PlatformInfo`, the ports of `Platform`): nothing here may go by its name. */
const NAME = /slack|discord/i;

/** A comment may say of which platform a limit or a trap is. */
const COMMENT = /^\s*(?:\/\*|\*).*|(?:^|\s)\/\/ .*/;

/** Texts of the help say which platform has a layout. */
const FOLDERS = ['src/core', 'src/jobs', 'src/taste', 'commands', ':!commands/texts'];

it('no code and no text of the core, of a job or of a command names a chat platform', () => {
  const files = execFileSync('git', ['ls-files', ...FOLDERS], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file.endsWith('.ts'));
  const named = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => NAME.test(line.replace(COMMENT, '')))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(named).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});
