/** Query id → document id → grade, more than 0 where the document answers the query. */
export type Judgments = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Line {
  readonly query: string;
  readonly doc: string;
  readonly grade: number;
}

/**
 * Reads judgments: query, document and grade, or TREC's four columns (query, 0, document, grade), with a line of
 * headings or without; without a grade it is 1. Columns are parted by tabs, else by spaces.
 *
 * A pair graded 0 answers nothing, nor does a negative one: TREC's spam. But where no pair at all is graded 0, all that
 * are listed were listed as answers, and a negative grade counts like the lowest: Cranfield's -1, one a query, is the
 * paper that the question was made from.
 */
export function readJudgments(text: string, name: string): Judgments {
  const lines = text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return [];
    const read = readLine(line);
    if (!read && i > 0)
      throw new Error(`${name}:${i + 1} is neither "query document grade" nor "query 0 document grade".`);
    return read ? [read] : [];
  });
  const hasZero = lines.some(({ grade }) => grade === 0);
  const judged = new Map<string, Map<string, number>>();
  for (const { query, doc, grade } of lines) {
    const counted = grade < 0 && !hasZero ? 1 : grade;
    if (counted <= 0) continue;
    const known = judged.get(query) ?? new Map<string, number>();
    judged.set(query, known.set(doc, Math.max(counted, known.get(doc) ?? 0)));
  }
  return judged;
}

function readLine(line: string): Line | undefined {
  const columns = line.trim().split(line.includes('\t') ? /\t+/ : /\s+/);
  const [query, second, third, fourth] = columns.map((column) => column.trim());
  const [doc, written] = columns.length === 4 ? [third, fourth] : [second, third ?? '1'];
  const grade = Number(written);
  if (!query || !doc || columns.length > 4 || Number.isNaN(grade)) return undefined;
  return { query, doc, grade };
}
