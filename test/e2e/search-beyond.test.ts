import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';
import { aWebServer } from './web-server.ts';

const TIMEOUT = 90_000;

/** An arXiv that knows one paper and counts the questions. */
async function anArxiv() {
  const asked: string[] = [];
  const server = await aWebServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://arxiv');
    const isSearch = /zeppelin/i.test(url.searchParams.get('search_query') ?? '');
    if (isSearch) asked.push(url.search);
    const entry = `<entry><id>http://arxiv.org/abs/2601.01234v1</id><published>2026-01-02T00:00:00Z</published>
<updated>2026-01-02T00:00:00Z</updated><title>Quixotic Zeppelins in Vector Space</title>
<summary>Airships drift along embeddings.</summary><author><name>Ada Nimbus</name></author><category term="cs.LG"/></entry>`;
    response
      .writeHead(200, { 'content-type': 'application/atom+xml' })
      .end(`<feed xmlns="http://www.w3.org/2005/Atom">${isSearch ? entry : ''}</feed>`);
  });
  return { asked, ...server };
}

let arxiv: Awaited<ReturnType<typeof anArxiv>>;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  arxiv = await anArxiv();
  city = await aCity({ ARXIV_BASE_URL: arxiv.url });
});
afterEach(async () => {
  await city.close();
  await arxiv.close();
});

it(
  'a search that finds nothing here asks arXiv on request, and what came is found here from then on',
  async () => {
    const bot = city.start('2026-04-30T09:00:20Z', 'start');
    await until(() => bot.text().includes('edition refreshed'), `the papers are in:\n${bot.text()}`, 30_000);
    const channel = () => city.slack.state.channels.get('C0OPEN');
    const answers = () => (channel()?.ephemerals ?? []).map((answer) => JSON.stringify(answer));
    const answered = (count: number, words: string) =>
      until(
        () => answers().length >= count && (answers().at(-1) ?? '').includes(words),
        `answer ${count} says "${words}": ${answers().at(-1)}\n${bot.text()}`,
        20_000,
      );

    city.slack.people.slash('U0ADA', 'C0OPEN', 'search quixotic zeppelins');
    await answered(1, 'Search arXiv');
    expect(answers().at(-1)).not.toContain('2601.01234');
    expect(arxiv.asked).toEqual([]);

    const [answer] = channel()?.ephemerals ?? [];
    if (!answer) throw new Error('no answer to press a button on');
    city.slack.people.press('U0ADA', { channel: 'C0OPEN', on: answer }, 'Search arXiv');
    await until(
      () => answers().some((text) => text.includes('2601.01234')),
      `arXiv's paper: ${answers()}`,
      20_000,
    );
    expect(arxiv.asked).toHaveLength(1);

    const before = answers().length;
    city.slack.people.slash('U0ADA', 'C0OPEN', 'search zeppelins');
    await answered(before + 1, '2601.01234');
    expect(arxiv.asked).toHaveLength(1);
    expect(city.slack.violations).toEqual([]);
  },
  TIMEOUT,
);
