import type { NamedArrays } from '../storage/snapshot-format.ts';
import { readSnapshot } from '../storage/snapshot-reader.ts';
import { SnapshotWriter } from '../storage/snapshot-writer.ts';
import { packTexts } from '../storage/text-list.ts';
import { VectorIndex, type VectorSpace } from './vector-index.ts';

const BLOB = 'embeddings';

/** Keeps the vectors of papers: they cost time or money to make, so they outlive every rebuild of the index. */
export function writeVectorFile(path: string, vectors: VectorIndex): void {
  const writer = new SnapshotWriter<VectorSpace>(path);
  const ids = [...vectors.ids()];
  const values = new Int8Array(ids.length * vectors.space.dimensions);
  for (const [i, id] of ids.entries()) {
    values.set(vectors.bytes(id) ?? [], i * vectors.space.dimensions);
  }
  const { bytes, ends } = packTexts(ids.map((id) => Buffer.from(id)));
  const texts = Uint32Array.from(ids, (id) => vectors.textOf(id) ?? 0);
  writer.add(BLOB, { idBytes: bytes, idEnds: ends, texts, values });
  writer.commit(vectors.space);
}

/** The vectors kept, when they are of this model; throws as `readSnapshot` does. */
export function readVectorFile(path: string, model: string): VectorIndex | undefined {
  const { meta, blobs } = readSnapshot<VectorSpace>(path);
  const arrays: NamedArrays = blobs.find(({ kind }) => kind === BLOB)?.arrays ?? {};
  const { idBytes, idEnds, texts, values } = arrays;
  if (meta.model !== model || !(values instanceof Int8Array) || !idBytes || !idEnds) return undefined;
  const vectors = new VectorIndex(meta);
  const text = Buffer.from(idBytes.buffer, idBytes.byteOffset, idBytes.byteLength);
  for (let i = 0; i < idEnds.length; i++) {
    const id = text.toString('utf8', i === 0 ? 0 : idEnds[i - 1], idEnds[i]);
    const vector = new Float32Array(values.subarray(i * meta.dimensions, (i + 1) * meta.dimensions));
    vectors.set(id, vector, texts?.[i] ?? 0);
  }
  return vectors;
}
