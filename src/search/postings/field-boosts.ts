// Both are part of what an index stores: a change takes a new `FORMAT_VERSION` in `storage/snapshot-format.ts`.

/** How many words of the abstract one word of the title is worth. */
export const TITLE_BOOST = 3;
/** The same for a keyword given with the paper. */
export const KEYWORD_BOOST = 1;
