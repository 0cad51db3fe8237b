import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { textOf } from '../../loopback/discord/index.ts';
import type { Inbound } from '../../src/core/ports.ts';
import { aDiscord, answerOf } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, OPEN } from '../adapters/slack/harness.ts';
import { aTerminal } from '../adapters/terminal/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

interface Step {
  readonly name: string;
  /** As Discord splits them; Slack and the terminal get them as one line. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly line: string;
  /** What a person must be able to read in the answer, wherever they ask. */
  readonly says: readonly string[];
}

const SCRIPT: readonly Step[] = [
  { name: 'today', line: 'today', says: ['Paper number 1', 'Paper number 10', '25 papers', 'Next'] },
  { name: 'today', options: { page: 3 }, line: 'today page:3', says: ['Paper number 25', 'page 3 of 3'] },
  {
    name: 'search',
    options: { query: 'attention' },
    line: 'search attention',
    says: ['Search: attention', '25 papers'],
  },
  {
    name: 'show',
    options: { paper: '2604.00002' },
    line: 'show 2604.00002',
    says: ['Paper number 2', 'Ada Lovelace', '99 upvotes|▲ 99'],
  },
  {
    name: 'show',
    options: { paper: 'nonsense' },
    line: 'show nonsense',
    says: ['"nonsense" is not a paper', 'link to arXiv'],
  },
  {
    name: 'summary',
    options: { paper: '2604.00003', style: 'tldr' },
    line: 'summary 2604.00003 tldr',
    says: ['Paper number 3', 'from the abstract|Extracted|abstract'],
  },
  { name: 'similar', options: { paper: '2604.00001' }, line: 'similar 2604.00001', says: ['10 neighbours'] },
  { name: 'top', line: 'top', says: ['No paper has more votes'] },
  {
    name: 'vote',
    options: { which: 'up', paper: '2604.00004' },
    line: 'vote up 2604.00004',
    says: ['is counted'],
  },
  { name: 'top', options: { period: 'day' }, line: 'top day', says: ['Paper number 4'] },
  {
    name: 'save',
    options: { paper: '2604.00005' },
    line: 'save 2604.00005',
    says: ['Saved', 'Paper number 5'],
  },
  { name: 'saved', line: 'saved', says: ['Your reading list', 'Paper number 5'] },
  { name: 'status', line: 'status', says: ['25 kept', 'not subscribed'] },
  {
    name: 'why',
    options: { paper: '2604.00001' },
    line: 'why 2604.00001',
    says: ['Listed', 'Apr', 'not subscribed'],
  },
  {
    name: 'today',
    options: { date: 'someday' },
    line: 'today someday',
    says: ['"someday" is not a day', '2026-04-30'],
  },
];

type Ask = (step: Step) => Promise<string>;

const PLATFORMS: Readonly<Record<string, (inbound: Inbound) => Promise<Ask>>> = {
  async Discord(inbound) {
    const { server, start, close } = await aDiscord({ commands });
    onTestFinished(async () => {
      await close();
      expect(server.violations).toEqual([]);
    });
    await start(inbound);
    await until(() => server.world.commands.size > 0, 'commands are registered');
    const ann = server.user('ann').id;
    return async ({ name, options }) => {
      const message = await answerOf(server.slash(ann, server.general.id, 'papers', name, options ?? {}));
      const buttons = JSON.stringify(message.components);
      return `${textOf(message)} ${buttons}`;
    };
  },
  Slack: (inbound) => slack(inbound),
  'Slack by HTTP': (inbound) => slack(inbound, 'loopback-signing-secret'),
  async 'the terminal'(inbound) {
    const { terminal, type } = aTerminal({ columns: 200 });
    onTestFinished(() => terminal.stop());
    await terminal.start(inbound);
    // An answer ends in an empty line.
    return ({ line }) => type(line, /\n\n$/);
  },
};

async function slack(inbound: Inbound, signingSecret?: string): Promise<Ask> {
  let port = 0;
  const onListening = (told: number) => {
    port = told;
  };
  const world = await aWorld(
    signingSecret ? { http: { signingSecret, port: 0, host: '127.0.0.1', onListening } } : {},
  );
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  await world.platform.start(inbound);
  if (signingSecret)
    world.server.people.callByHttp({ signingSecret, url: `http://127.0.0.1:${port}/slack/events` });
  return ({ line }) => answerTo(world.server.people.slash('U0BOB', OPEN.channel, line));
}

describe('the same script of commands', () => {
  it.each(Object.entries(PLATFORMS))('means the same on %s', async (_name, connect) => {
    const { dispatcher } = await aDesk();
    const ask = await connect({ ...aRecordingInbound(), ...dispatcher });
    for (const step of SCRIPT) {
      const text = (await ask(step)).replaceAll('\\', '');
      for (const words of step.says) expect(text, `${step.line}: ${words}`).toMatch(new RegExp(words));
    }
  });
});
