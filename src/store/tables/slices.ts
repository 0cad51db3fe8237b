/** Databases accept a limited number of parameters at once (SQLite 32,766); lists are cut far below that. */
const SLICE = 500;

/** Cuts a list into lists that fit into one statement. */
export function splitIntoSlices<T>(items: readonly T[], size = SLICE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** Queries slice by slice and joins the results; a value that is in `items` twice is queried once. */
export async function bySlices<T, R>(
  items: readonly T[],
  ask: (slice: T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const answers: Array<readonly R[]> = [];
  for (const slice of splitIntoSlices([...new Set(items)])) answers.push(await ask(slice));
  return answers.flat() as R[];
}
