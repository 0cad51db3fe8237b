/** The most papers of a segment, so that 16 bits identify one of them. */
export const MAX_SEGMENT_PAPERS = 65_536;

/** One offset into `positions` is stored for this many postings. */
export const POSTINGS_PER_SKIP = 16;

/**
 * One segment of the index as plain arrays, which is also how it is in the snapshot file. Papers are numbered from
 * 0; terms are numbered in the byte order of their UTF-8 text. `…Ends[i]` is where entry i stops and i + 1 starts.
 */
export interface SegmentArrays {
  readonly idBytes: Uint8Array;
  readonly idEnds: Uint32Array;
  /** The papers in the order of their ids, to find one by its id. */
  readonly idOrder: Uint16Array;
  /** Days since 1970 by paper, see `PaperFacts`. */
  readonly days: Int32Array;
  readonly votes: Int32Array;
  /** 1 where a paper has code. */
  readonly code: Uint8Array;
  /** Words of text by paper, stop words left out. */
  readonly titleLengths: Uint16Array;
  readonly bodyLengths: Uint16Array;
  readonly termBytes: Uint8Array;
  readonly termEnds: Uint32Array;
  /** End of a term's part of `postings`. */
  readonly postingEnds: Uint32Array;
  /** Papers with a term, ascending. */
  readonly postings: Uint16Array;
  /** How often: 4 bits for each entry of `postings`, the lower ones first, see `FREQUENCY_STEPS`. */
  readonly quantizedFrequencies: Uint8Array;
  /**
   * The most that a term can add to a score, before its weight, at the average length the segment was built with; in
   * steps of 1/255, rounded up.
   */
  readonly maxImpacts: Uint8Array;
  /** The average weighted length of the segment's papers, which `maxImpacts` was computed with: one number. */
  readonly builtAverage: Float64Array;
  /** Where in the positions every 16th entry of `postings` begins. */
  readonly positionSkips: Uint32Array;
}

/** A segment as it is built, with the positions of its words, see `PositionReader`. */
export interface BuiltSegment {
  readonly arrays: SegmentArrays;
  readonly positions: Uint8Array;
}

/** The arrays by name and kind, in the order they are written. */
export const SEGMENT_LAYOUT = [
  ['idBytes', Uint8Array],
  ['idEnds', Uint32Array],
  ['idOrder', Uint16Array],
  ['days', Int32Array],
  ['votes', Int32Array],
  ['code', Uint8Array],
  ['titleLengths', Uint16Array],
  ['bodyLengths', Uint16Array],
  ['termBytes', Uint8Array],
  ['termEnds', Uint32Array],
  ['postingEnds', Uint32Array],
  ['postings', Uint16Array],
  ['quantizedFrequencies', Uint8Array],
  ['maxImpacts', Uint8Array],
  ['builtAverage', Float64Array],
  ['positionSkips', Uint32Array],
] as const;
