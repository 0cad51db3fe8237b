/** `count` items of a day's list as the API sends them, `2604.00001` onward, most upvotes first. */
export function hfItems(count: number, { from = 1, upvotes = 100 } = {}) {
  return Array.from({ length: count }, (_, i) => {
    const id = `2604.${String(from + i).padStart(5, '0')}`;
    const title = `Paper number ${from + i}`;
    return {
      paper: {
        id,
        title,
        summary: `We describe thing number ${from + i}. It works.`,
        authors: [{ name: 'Ada Lovelace' }, { name: 'Alan Turing' }],
        publishedAt: '2026-04-29T00:00:00.000Z',
        upvotes: Math.max(0, upvotes - i),
      },
      title,
      numComments: 1,
    };
  });
}
