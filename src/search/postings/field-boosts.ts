// Both are part of what an index stores: a change takes a new `FORMAT_VERSION` in `storage/snapshot-format.ts`.

/** Boost of the title field: its term frequency counts so many times that of the abstract. */
export const TITLE_BOOST = 3;
/** Boost of the field of keywords given with the paper. */
export const KEYWORD_BOOST = 1;
