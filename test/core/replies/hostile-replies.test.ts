import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_REPLIES, startHostileServer } from './hostile-server.ts';

const CHILD = join(import.meta.dirname, 'ask-child.ts');
/** A process that has loaded a client has 100 MB before it asks anybody. */
const MAX_MB = 300;
const TIMEOUT_MS = 60_000;

let server: Awaited<ReturnType<typeof startHostileServer>>;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

async function ask(endpoint: string, url: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, endpoint, url], {
    timeout: TIMEOUT_MS,
  });
  return JSON.parse(stdout) as { code?: string; message?: string; resolved?: string; maxRssMb: number };
}

const REASON = {
  endless: /more than \d+ KiB/,
  'gzip-bomb': /more than \d+ KiB/,
  'slow-drip': /within|in time|in \d+ seconds|broke/,
  'million-items': /(?:made of more than|more than) \d+ (?:values|KiB)/,
  'deep-json': /nested more than \d+ deep/,
} as const;

describe.each(['model', 'embeddings', 'source', 'slack', 'discord'])('the reply of %s', (endpoint) => {
  it.each(HOSTILE_REPLIES)(
    'may be %s: it fails with the reason, in bounded memory',
    async (kind) => {
      const before = server.requests();
      const { code, message, maxRssMb } = await ask(endpoint, server.url(kind));
      expect(code).toMatch(/^(?:model|embeddings|source|slack|discord)-/);
      // discord.js asks for no compression and unpacks none: that is just no JSON.
      const isPacked = kind === 'gzip-bomb' || kind === 'million-items';
      expect(message).toMatch(endpoint === 'discord' && isPacked ? /broke|more than/ : REASON[kind]);
      expect(maxRssMb).toBeLessThan(MAX_MB);
      // A reply that is too large is as large the next time.
      if (kind !== 'slow-drip') expect(server.requests() - before).toBe(1);
    },
    TIMEOUT_MS,
  );
});
