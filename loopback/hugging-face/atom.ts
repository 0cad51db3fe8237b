import { type Answer, type Archive, escapeXml, findPaper, type Listed, paperIn } from './lists.ts';

const ID = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/;

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' };

export interface ArxivArchive {
  /** Papers that Hugging Face never listed. */
  readonly only: readonly Listed[];
  /** Listed papers that arXiv's API does not have yet. */
  readonly unknown: Set<string>;
  /** Papers whose authors have withdrawn them, as the comment says. */
  readonly withdrawn: Set<string>;
  /** What authors remark on their papers, by id. */
  readonly comments: Map<string, string>;
  /** Ids that spoil every question they are in. */
  readonly refused: Set<string>;
}

/** `GET /api/query`: arXiv's Atom feed for ids or for a search; one malformed id spoils the whole question. */
export function atomQuery(archive: Archive, arxiv: ArxivArchive, query: URLSearchParams): Answer {
  const ids = (query.get('id_list') ?? '').split(',').filter((id) => id !== '');
  const limit = Number(query.get('max_results') ?? 10);
  const bad = ids.find((id) => !ID.test(id) || arxiv.refused.has(id));
  if (bad !== undefined) return { status: 400, headers: ATOM, body: feed([complaint(bad)]) };
  const one = (id: string) => arxiv.only.find((paper) => paper.id === id) ?? findPaper(archive, id);
  const found =
    ids.length > 0
      ? ids.map((id) => one(id.replace(/v\d+$/, '')))
      : searched(archive, arxiv, query.get('search_query') ?? '');
  const known = found.flatMap((paper) => (paper && !arxiv.unknown.has(paper.id) ? [paper] : []));
  return {
    status: 200,
    headers: ATOM,
    body: feed(known.slice(0, limit).map((paper) => entry(paper, arxiv))),
  };
}

function searched(archive: Archive, { only }: ArxivArchive, text: string): Listed[] {
  const words = [...text.matchAll(/all:(\S+)/g)].map(([, word = '']) => word.toLowerCase());
  const listed = [...archive.days.values()].flat().flatMap((item) => paperIn(item) ?? []);
  return [...only, ...listed].filter(({ title, summary = '' }) =>
    words.every((word) => `${title} ${summary}`.toLowerCase().includes(word)),
  );
}

function feed(entries: readonly string[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/answer</id>
  <title>arXiv Query</title>
  <opensearch:totalResults>${entries.length}</opensearch:totalResults>
${entries.join('\n')}
</feed>`;
}

function entry(
  { id, title, summary = '', authors = [], publishedAt }: Listed,
  { withdrawn, comments }: ArxivArchive,
): string {
  const remark = withdrawn.has(id) ? 'This paper has been withdrawn by the authors' : comments.get(id);
  const comment = remark === undefined ? '' : `<arxiv:comment>${escapeXml(remark)}</arxiv:comment>`;
  const published = publishedAt ?? '2026-04-29T00:00:00Z';
  return `  <entry>
    <id>http://arxiv.org/abs/${id}v1</id>
    <title>${escapeXml(title)}</title>
    <updated>${published}</updated>
    <summary>${escapeXml(summary)}</summary>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/>
    <published>${published}</published>
    <arxiv:primary_category term="cs.CL"/>${comment}
    ${authors.map(({ name }) => `<author><name>${escapeXml(name)}</name></author>`).join('')}
  </entry>`;
}

function complaint(id: string): string {
  const what = `incorrect id format for ${escapeXml(id)}`;
  return `  <entry>
    <id>https://arxiv.org/api/errors#${what.replaceAll(' ', '_')}</id>
    <title>Error</title>
    <summary>${what}</summary>
    <author><name>arXiv api core</name></author>
  </entry>`;
}
