import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { aDesk } from '../commands/desk.ts';
import { hello } from '../commands/hello.ts';
import { aPath } from '../store/temp-store.ts';
import { aPaper, aRecordingInbound, aView } from '../support/builders.ts';
import { oldCardActions } from '../support/old-card.ts';
import { type Asked, PLATFORMS, RESTARTS } from './people.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

interface Step extends Asked {
  /** What a person must be able to read in the answer, wherever they ask. */
  readonly says: readonly string[];
  /** What they read before, where they are asked first, and the button that does it. */
  readonly asks?: readonly [button: string, ...says: string[]];
  readonly before?: (desk: Desk) => void;
}

const SCRIPT: readonly Step[] = [
  { name: 'home', line: 'home', says: ['Paper number 1', 'Your reading list', 'What you follow'] },
  { name: 'today', line: 'today', says: ['Paper number 1', 'Paper number 5', '25 papers', 'Next'] },
  { name: 'today', options: { page: 5 }, line: 'today page:5', says: ['Paper number 25', 'page 5 of 5'] },
  {
    name: 'week',
    options: { week: '2026-W18' },
    line: 'week 2026-W18',
    says: ['week 2026-W18', '25 papers'],
  },
  { name: 'month', options: { month: '2026-04' }, line: 'month 2026-04', says: ['April 2026', '25 papers'] },
  {
    name: 'trending',
    line: 'trending',
    before: ({ script }) => script.lists.set('trending', [aPaper({ id: '2604.77777', title: 'Rising' })]),
    says: ['Trending papers', 'Rising'],
  },
  {
    name: 'search',
    options: { query: 'attention votes:>20' },
    line: 'search attention votes:>20',
    says: ['Search: attention votes:>20', '25 papers', 'Share to channel'],
  },
  {
    name: 'search',
    options: { query: 'pizza' },
    line: 'search pizza',
    before: ({ script }) => {
      script.hits = [];
    },
    says: ['0 papers', 'no paper here has this word', 'Search Hugging Face', 'Search arXiv'],
  },
  {
    name: 'show',
    options: { paper: '2604.00002' },
    line: 'show 2604.00002',
    says: ['Paper number 2', 'Ada Lovelace', '99 upvotes|▲ 99', 'Save', 'Summary', 'Similar'],
  },
  {
    name: 'show',
    options: { paper: 'nonsense' },
    line: 'show nonsense',
    says: [
      '"nonsense" is not a paper',
      'link to arXiv',
      '/papers show (paper:<which )?paper>|/papers show <paper>',
      '/papers show (paper:)?2604.26752',
    ],
  },
  {
    name: 'summary',
    options: { paper: '2604.00003', style: 'tldr' },
    line: 'summary 2604.00003 tldr',
    says: ['Paper number 3', 'from the abstract|Extracted|abstract'],
  },
  {
    name: 'similar',
    options: { paper: '2604.00001' },
    line: 'similar 2604.00001',
    says: ['0 similar papers', 'No similar papers'],
  },
  { name: 'top', line: 'top', says: ['No paper has more votes'] },
  {
    name: 'vote',
    options: { which: 'up', paper: '2604.00004' },
    line: 'vote up 2604.00004',
    says: ['is counted'],
  },
  { name: 'top', options: { period: 'day' }, line: 'top day', says: ['Paper number 4'] },
  {
    name: 'top',
    options: { here: true },
    line: 'top here',
    says: ['this channel', 'No paper has more votes'],
  },
  {
    name: 'save',
    options: { paper: '2604.00005' },
    line: 'save 2604.00005',
    says: ['Saved', 'Paper number 5'],
  },
  { name: 'saved', line: 'saved', says: ['Your reading list', 'Paper number 5'] },
  { name: 'export', options: { format: 'bibtex' }, line: 'export bibtex', says: ['1 paper as BibTeX'] },
  {
    name: 'export',
    options: { format: 'csv', what: 'top week' },
    line: 'export csv top week',
    says: ['1 paper as CSV'],
  },
  {
    name: 'unsave',
    options: { paper: '2604.00005' },
    line: 'unsave 2604.00005',
    says: ['Removed from your reading list'],
  },
  {
    name: 'follow',
    options: { what: 'author', text: 'Ada Lovelace', time: '8:30', zone: 'Asia/Tokyo' },
    line: 'follow author Ada Lovelace time:8:30 zone:Asia/Tokyo',
    asks: [
      'Follow',
      'Follow the author "Ada Lovelace"\\?',
      '25 of the 25 papers',
      'Paper number 1',
      'Most papers match',
    ],
    says: [
      'You now follow the author "Ada Lovelace"',
      '25 of the 25 papers of the last week match',
      'at\\s+08:30\\s+every\\s+day',
      'Asia/Tokyo',
      'quiet hours\\s+22:00',
    ],
  },
  { name: 'following', line: 'following', says: ['1. author: Ada Lovelace'] },
  { name: 'unfollow', options: { which: '1' }, line: 'unfollow 1', says: ['You no longer follow'] },
  {
    name: 'email',
    options: { address: 'me@example.org', often: 'daily' },
    line: 'email me@example.org daily',
    says: ['This bot sends no e-mail'],
  },
  { name: 'my-data', line: 'my-data', says: ['What is saved about you', 'None', '/papers my-data'] },
  {
    name: 'my-data',
    options: { format: 'json' },
    line: 'my-data json',
    says: ['Everything that is saved about you'],
  },
  {
    name: 'forget',
    options: { whom: 'me' },
    line: 'forget me',
    says: ['Delete everything that is saved about you', 'cannot be undone'],
  },
  {
    name: 'forget',
    options: { whom: 'me', confirm: 'yes' },
    line: 'forget me confirm:yes',
    says: ['Everything about you was deleted'],
  },
  { name: 'status', line: 'status', says: ['26 papers stored', 'not subscribed'] },
  {
    name: 'why',
    options: { paper: '2604.00001' },
    line: 'why 2604.00001',
    says: ['Fetched', 'Apr 30, 2026', 'Score 14.1 now', 'not subscribed'],
  },
  {
    name: 'today',
    options: { date: 'someday' },
    line: 'today someday',
    says: ['"someday" is not a day', '2026-04-30', '/papers today \\[date\\]'],
  },
  { name: 'pause', line: 'pause', says: ['no daily post', '/papers (channel )?subscribe'] },
  {
    name: 'subscribe',
    options: { time: '8:30', zone: 'Europe/Paris', days: 'daily', topics: 'astrology' },
    line: 'subscribe 8:30 Europe/Paris daily topics:astrology',
    asks: ['Save', 'Subscribe this channel\\?', 'None of the 25 papers', 'match:any', 'topics:none'],
    says: [
      'None of the 25 papers of the last week matches',
      'This channel is subscribed',
      'At 08:30 every day',
      'astrology',
      '/papers (channel )?preview',
    ],
  },
  { name: 'preview', line: 'preview', says: ['None of the 25 new papers', '25 match none of the topics'] },
  { name: 'pause', options: { reason: 'summer break' }, line: 'pause summer break', says: ['summer break'] },
  { name: 'status', line: 'status', says: ['Paused: summer break'] },
  { name: 'taste', line: 'taste', says: ['Nothing learned yet', '/papers (channel )?taste'] },
  { name: 'resume', line: 'resume', says: ['Resumed', 'Next post: Fri'] },
  { name: 'post-now', line: 'post-now', says: ['on its way'] },
  {
    name: 'help',
    options: { command: 'search' },
    line: 'help search',
    says: ['/papers search (query:<what to search for>|<query>)', '"phrase"; also -word'],
  },
];

const LAST: Step = { name: 'unsubscribe', line: 'unsubscribe', says: ['no longer gets daily posts'] };

describe('the same script of commands', () => {
  it.each(Object.entries(PLATFORMS))('means the same on %s', async (_name, connect) => {
    const desk = await aDesk();
    const person = await connect({ ...aRecordingInbound(), ...desk.dispatcher });
    const play = async (step: Step) => {
      step.before?.(desk);
      const asked = (await person.ask(step)).replaceAll('\\', '');
      const [button, ...asks] = step.asks ?? [];
      for (const words of asks) expect(asked, `${step.line}: ${words}`).toMatch(new RegExp(words));
      const text = (button === undefined ? asked : await person.press(button)).replaceAll('\\', '');
      for (const words of step.says) expect(text, `${step.line}: ${words}`).toMatch(new RegExp(words));
    };
    for (const step of SCRIPT) await play(step);
    expect(await person.settings({ count: '9', topics: 'none' })).toMatch(/Saved.*9.*All/s);
    const [subscription] = await desk.store.subscriptions.list();
    expect(subscription).toMatchObject({ count: 9, topics: [], cron: '30 8 * * *', zone: 'Europe/Paris' });
    await play(LAST);
    expect(desk.script.posted).toEqual([subscription?.channel]);
  });

  it('holds every command that can be typed', () => {
    const played = new Set([...SCRIPT, LAST].map(({ name }) => name).concat('settings'));
    expect(commands.filter(({ name, hidden }) => !hidden && !played.has(name))).toEqual([]);
  });
});

describe('a command that one line adds', () => {
  it.each(Object.entries(PLATFORMS))(
    'runs on %s, checks what it is given, and is in the help',
    async (name, connect) => {
      const list = [...commands, hello];
      const { dispatcher } = await aDesk({ commands: list });
      const person = await connect({ ...aRecordingInbound(), ...dispatcher }, list);
      const say = async (options: Asked['options'], line: string) =>
        (await person.ask({ name: 'hello', ...(options ? { options } : {}), line })).replaceAll('\\', '');
      expect(await say({ who: 'Ada', times: 2 }, 'hello Ada 2')).toContain('hello Ada ×2');
      expect(await say({ who: 'Ada', tone: 'dry' }, 'hello Ada tone:dry')).toContain('hello Ada ×1');
      const help = plainly(await person.ask({ name: 'help', options: { command: 'all' }, line: 'help all' }));
      for (const { example, summary } of list.filter(({ hidden }) => !hidden)) {
        const [command = ''] = example.split(' ');
        expect(help).toContain(
          `/papers ${name === 'Discord' ? command : example.replaceAll('2604.26752', '2604.00001')}`,
        );
        expect(help).toContain(summary);
      }
    },
  );
});

/** What one reads, without what a platform needs to show it: escapes, line breaks, its own groups of commands. */
function plainly(text: string): string {
  return text
    .replaceAll('\\', '')
    .replace(/\s+/g, ' ')
    .replaceAll(/\/papers (?:channel|mine) /g, '/papers ');
}

describe('a card that one asked for', () => {
  it.each(Object.entries(PLATFORMS))(
    'does not ask for reactions on %s, where it takes none',
    async (_name, connect) => {
      const { dispatcher } = await aDesk();
      const person = await connect({ ...aRecordingInbound(), ...dispatcher });
      const card = await person.ask({
        name: 'show',
        options: { paper: '2604.00002' },
        line: 'show 2604.00002',
      });
      expect(card).toContain('Paper number 2');
      expect(card).not.toMatch(/React/);
    },
  );
});

describe('the buttons of a post that is weeks old', () => {
  it.each(Object.entries(RESTARTS))('work on %s after a restart', async (_name, connect) => {
    const url = `file:${aPath()}`;
    const before = await aDesk({ url });
    const bot = await connect({ ...aRecordingInbound(), ...before.dispatcher });
    const [paper] = await before.store.papers.findMany(['2604.00002']);
    const view = aView(paper ? { paper } : {});
    await bot.post({ kind: 'card', view, language: 'en', actions: oldCardActions('2604.00002') });
    await before.store.close();

    const after = await aDesk({ url });
    after.clock.advance(40 * 86_400_000);
    await bot.restart({ ...aRecordingInbound(), ...after.dispatcher });
    expect(await bot.press('👍')).toContain('is counted');
    expect(await bot.press('👎')).toContain('is counted');
    expect(await bot.press('Save')).toContain('Saved');
    expect(await bot.press('Summary')).toContain('Paper number 2');
    expect(await bot.press('Similar')).toContain('5 similar papers');
  });
});
