import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { listSources } from '../support/read-imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Who sends requests and reads the replies; each by the reader that bounds them (src/core/replies). */
const READERS = [
  'adapters/slack/api/web.ts',
  'src/core/replies/capped-fetch.ts',
  'src/search/index/embeddings-endpoint.ts',
  'src/sources/http/transport.ts',
  'src/summary/model/model.ts',
];
/** Who sends requests without that reader, and why. */
const OTHERS: Readonly<Record<string, string>> = {
  'adapters/webhook/api/exchange.ts': 'reads no body: the reply is destroyed once its status is there',
  'src/monitoring/ask-health.ts': 'reads no body: the status is the answer',
  'src/sources/http/origin.ts': 'hands `fetch` on to transport.ts, which bounds what it reads',
  'src/summary/model/retrying-fetch.ts': 'is given the bounded `fetch` of model.ts, and reads headers',
  'src/summary/model/status-of-error.ts': 'is given the bounded `fetch` of model.ts',
};
const WITHOUT_BODY = Object.entries(OTHERS).filter(([, why]) => why.startsWith('reads no body'));

const SENDS = [
  // Called, the default of a parameter or an option, handed on, or given another name.
  /\bfetch\(/,
  /(?:[^=]=|\?\?|\w\() ?(?:globalThis\.)?fetch\b(?! ?[:?=(.])/,
  /\bfetch: \w+(?: = |,)/,
  // Node's own requests: by name, or all of the module.
  /import \{[^}]*\b(?:request|get)\b[^}]*\} from '(?:node:)?https?'/,
  /import (?:\* as \w+|(?!type\b)\w+)(?:, \{[^}]*\})? from '(?:node:)?https?'/,
  /import\('(?:node:)?https?'\)/,
  /from 'undici'/,
];
const READS_CAPPED =
  /import \{[^}]*\b(?:createCappedFetch|readCapped|readReply)\b[^}]*\} from '[./\w-]*\/(?:capped-fetch|read-capped)\.ts'/;
const READS_BODY = /\.(?:text|json|arrayBuffer|bytes|blob|formData|pipe)\(|\.body\b(?!,)|\.on\('data'/;

const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('every reply is read by the reader that bounds it, or not read at all', () => {
  const sending = listSources(ROOT, ['src', 'adapters', 'commands']).filter((file) =>
    SENDS.some((pattern) => pattern.test(text(file))),
  );
  expect(sending.toSorted()).toEqual([...READERS, ...Object.keys(OTHERS)].toSorted());
  expect(READERS.filter((file) => !READS_CAPPED.test(text(file)))).toEqual([]);
  expect(WITHOUT_BODY.map(([file]) => file).filter((file) => READS_BODY.test(text(file)))).toEqual([]);
});
