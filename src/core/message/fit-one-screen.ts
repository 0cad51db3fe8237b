import type { PaperView } from './message.ts';

/** So many papers are to fit the screen of a phone that is 390 by 844 points. */
const PAPERS = 5;
/** What their titles and sentences may take together; measured on the lists of 2026 (ADR 11). */
const LINES = 25;
const TITLE_CHARACTERS = 37;
const LINE_CHARACTERS = 39;

/**
 * The entries of an overview with shorter sentences where they would not fit a phone's screen, those first that save most lines. An
 * overview of more papers is scrolled anyway.
 */
export function fitOneScreen(entries: readonly PaperView[]): readonly PaperView[] {
  if (entries.length > PAPERS) return entries;
  const short = new Map(entries.map((entry) => [entry, shorten(entry)]));
  const bySaving = entries.toSorted((a, b) => countSaved(b, short) - countSaved(a, short));
  let lines = entries.reduce((sum, entry) => sum + countLines(entry), 0);
  const shortened = new Set<PaperView>();
  for (const entry of bySaving) {
    const saved = countSaved(entry, short);
    if (lines <= LINES || saved <= 0) break;
    lines -= saved;
    shortened.add(entry);
  }
  return entries.map((entry) => (shortened.has(entry) ? (short.get(entry) ?? entry) : entry));
}

function shorten(entry: PaperView): PaperView {
  const { summary } = entry;
  return summary?.shortLine === undefined
    ? entry
    : { ...entry, summary: { ...summary, line: summary.shortLine } };
}

function countSaved(entry: PaperView, short: ReadonlyMap<PaperView, PaperView>): number {
  return countLines(entry) - countLines(short.get(entry) ?? entry);
}

/** A number and a full stop precede the title. */
function countLines({ paper, summary }: PaperView): number {
  return (
    Math.ceil((paper.title.length + 3) / TITLE_CHARACTERS) +
    Math.ceil((summary?.line ?? '').length / LINE_CHARACTERS)
  );
}
