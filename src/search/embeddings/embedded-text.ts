import { crc32 } from 'node:zlib';
import type { Paper } from '../../core/paper/paper.ts';

/** Encoders read no more than some hundred words. */
const MAX_CHARACTERS = 4000;

/** The text of a paper that an embeddings model gets to see. */
export function toEmbeddedText({ title, abstract }: Paper): string {
  return `${title}\n${abstract}`.slice(0, MAX_CHARACTERS);
}

/** Says whether that text has changed. */
export function computeChecksum(paper: Paper): number {
  return crc32(toEmbeddedText(paper));
}
