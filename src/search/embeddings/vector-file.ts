import type { NamedArrays } from '../storage/snapshot-format.ts';
import { readSnapshot } from '../storage/snapshot-reader.ts';
import { SnapshotWriter } from '../storage/snapshot-writer.ts';
import { areEnds, packTexts } from '../storage/text-list.ts';
import { UnusableSnapshot } from '../storage/unusable-snapshot.ts';
import { VectorIndex, type VectorSpace } from './vector-index.ts';

const BLOB = 'embeddings';

/** Keeps the vectors of papers: they cost time or money to make, so they outlive every rebuild of the index. */
export function writeVectorFile(path: string, vectors: VectorIndex): void {
  const writer = new SnapshotWriter<VectorSpace>(path);
  const ids = [...vectors.listIds()];
  const values = new Int8Array(ids.length * vectors.space.dimensions);
  for (const [i, id] of ids.entries()) {
    values.set(vectors.readBytes(id) ?? [], i * vectors.space.dimensions);
  }
  const { bytes, ends } = packTexts(ids.map((id) => Buffer.from(id)));
  const texts = Uint32Array.from(ids, (id) => vectors.findTextChecksum(id) ?? 0);
  writer.add(BLOB, { idBytes: bytes, idEnds: ends, texts, values });
  writer.commit(vectors.space);
}

/** The stored vectors, when they are of this model; throws as `readSnapshot` does. */
export function readVectorFile(path: string, model: string): VectorIndex | undefined {
  const { meta, blobs } = readSnapshot(path);
  if (!isVectorSpace(meta)) throw new UnusableSnapshot('malformed-meta');
  if (meta.model !== model) return undefined;
  const { idBytes, idEnds, texts, values } = checkArrays(
    blobs.find(({ kind }) => kind === BLOB)?.arrays,
    meta,
  );
  const vectors = new VectorIndex(meta);
  const text = Buffer.from(idBytes.buffer, idBytes.byteOffset, idBytes.byteLength);
  for (let i = 0; i < idEnds.length; i++) {
    const id = text.toString('utf8', i === 0 ? 0 : idEnds[i - 1], idEnds[i]);
    const vector = new Float32Array(values.subarray(i * meta.dimensions, (i + 1) * meta.dimensions));
    vectors.set(id, vector, texts[i] ?? 0);
  }
  return vectors;
}

/** Far above what any model has. */
const MAX_DIMENSIONS = 16_384;

function isVectorSpace(meta: unknown): meta is VectorSpace {
  if (typeof meta !== 'object' || meta === null || !('model' in meta) || !('dimensions' in meta))
    return false;
  const { model, dimensions } = meta;
  if (typeof model !== 'string' || typeof dimensions !== 'number') return false;
  return Number.isSafeInteger(dimensions) && dimensions > 0 && dimensions <= MAX_DIMENSIONS;
}

/** The arrays, where they fit each other. */
function checkArrays({ idBytes, idEnds, texts, values }: NamedArrays = {}, { dimensions }: VectorSpace) {
  const areThere =
    idBytes instanceof Uint8Array &&
    idEnds instanceof Uint32Array &&
    texts instanceof Uint32Array &&
    values instanceof Int8Array;
  if (!areThere) throw new UnusableSnapshot('incomplete-vectors');
  const fit =
    texts.length === idEnds.length &&
    values.length === idEnds.length * dimensions &&
    areEnds(idEnds, idBytes.length);
  if (!fit) throw new UnusableSnapshot('inconsistent-vectors');
  return { idBytes, idEnds, texts, values };
}
