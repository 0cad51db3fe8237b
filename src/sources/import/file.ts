import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import { readRecords } from './read-records.ts';
import type { Imported } from './record.ts';
import type { RecordText } from './split-records.ts';
import type { parseImportTexts } from './text.ts';

type Parse = Remote<{ parseImportTexts: typeof parseImportTexts }>['parseImportTexts'];
interface Line {
  readonly line: number;
  readonly parsed: Imported;
}

/** Records that are parsed in one call: each call to another thread costs as much as parsing some ten records. */
const BATCH = { records: 200, characters: 1_000_000 };

/** The papers of a file that an operator imports, with the line each came from. One batch is parsed while the one before is used. */
export async function* readImportFile(path: string, parse: Parse): AsyncIterable<Line> {
  let ahead: Promise<Line[]> | undefined;
  for await (const batch of groupIntoBatches(readRecords(path))) {
    const ready = ahead;
    ahead = parseBatch(batch, parse);
    // It fails when it is awaited, in the next round.
    ahead.catch(() => undefined);
    yield* (await ready) ?? [];
  }
  yield* (await ahead) ?? [];
}

async function* groupIntoBatches(records: AsyncIterable<RecordText>): AsyncIterable<RecordText[]> {
  let batch: RecordText[] = [];
  let characters = 0;
  for await (const record of records) {
    batch.push(record);
    characters += record.text?.length ?? 0;
    if (batch.length < BATCH.records && characters < BATCH.characters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Where a batch cannot be parsed in time, its records are parsed one by one, so that the one that is at fault is named. */
async function parseBatch(batch: readonly RecordText[], parse: Parse): Promise<Line[]> {
  const texts = batch.flatMap(({ text }) => text ?? []);
  try {
    const parsed = texts.length > 0 ? (await parse(texts)).values() : [].values();
    return batch.map(({ line, text }) => {
      const next = text === undefined ? undefined : parsed.next().value;
      return { line, parsed: next ?? { reason: { code: 'too-long', values: {} } } };
    });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const [only] = batch;
    if (batch.length === 1 && only)
      return [{ line: only.line, parsed: { reason: { code: 'not-read', values: { why: error.message } } } }];
    const lines: Line[] = [];
    for (const record of batch) lines.push(...(await parseBatch([record], parse)));
    return lines;
  }
}
