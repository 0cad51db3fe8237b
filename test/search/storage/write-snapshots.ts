import { SEGMENT_BLOB } from '../../../src/search/index/index-file.ts';
import { SnapshotWriter } from '../../../src/search/storage/snapshot-writer.ts';
import { buildSegment, paper } from '../support.ts';

/** A process for `snapshot.test.ts` to kill: writes one snapshot after the other until it dies. */
const [path = ''] = process.argv.slice(2);
const papers = Array.from({ length: 2000 }, (_, i) =>
  paper(`p${i}`, `paper number ${i} about attention sinks`),
);
const arrays = { ...buildSegment(papers).arrays };
for (let round = 0; ; round++) {
  const writer = new SnapshotWriter(path);
  for (let copy = 0; copy < 20; copy++) writer.add(SEGMENT_BLOB, arrays);
  writer.commit({ checkpoint: round, papers: papers.length });
  if (round === 0) process.stdout.write('writing\n');
}
