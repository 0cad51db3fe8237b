import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { STILL_WORKING_AFTER_MS } from '../../src/core/async/timely-progress.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld, textOfBlocks } from '../adapters/slack/harness.ts';
import { ASKER, aDesk } from '../commands/desk.ts';
import { aRecordingInbound, papers, until } from '../support/builders.ts';

const STILL_WORKING = 'Still working on it…';
const UNKNOWN = '2101.00001';
const AFTER_MS = 50;

/** A bot whose source answers only once `answer` is called. */
async function aBot() {
  const desk = await aDesk({ stillWorkingAfterMs: AFTER_MS });
  const { promise: called, resolve: answer } = Promise.withResolvers<void>();
  const [paper] = papers(1);
  const fetchPaper = async (id: string) => {
    await called;
    return paper && { ...paper, id, title: 'Known to a slow source' };
  };
  Object.assign(desk.services.source, { fetchPaper });
  return { answer, inbound: { ...aRecordingInbound(), ...desk.dispatcher } };
}

type Bot = Awaited<ReturnType<typeof aBot>>;

/** Types a line; the texts of all that the person has seen so far. */
type Ask = (name: string, paper: string) => () => readonly string[];

const PLATFORMS: Readonly<Record<string, (inbound: Bot['inbound']) => Promise<Ask>>> = {
  async Slack(inbound) {
    const world = await aWorld();
    onTestFinished(world.close);
    await world.platform.connection.start(inbound);
    return (name, paper) => {
      const { answers } = world.server.people.slash('U0BOB', 'C0OPEN', `${name} ${paper}`);
      return () => answers.map(({ blocks }) => textOfBlocks(blocks));
    };
  },
  async Discord(inbound) {
    const { server, start, close } = await aDiscord({ commands });
    onTestFinished(close);
    await start(inbound);
    await until(() => server.world.commands.size > 0, 'commands are registered');
    return (name, paper) => {
      const ann = server.user('ann').id;
      const record = server.slash(ann, server.general.id, 'papers', name, { paper });
      // A later text takes the place of an earlier one.
      const seen: string[] = [];
      return () => {
        const now = JSON.stringify(record.original ?? '');
        if (record.original && seen.at(-1) !== now) seen.push(now);
        return seen;
      };
    };
  },
};

describe.each(Object.entries(PLATFORMS))('on %s', (_name, open) => {
  it('a command whose source does not answer says so once, and later answers', async () => {
    const { inbound, answer } = await aBot();
    const seen = (await open(inbound))('show', UNKNOWN);
    await until(() => seen().length > 0, 'something is shown');
    expect(seen().at(-1)).toContain(STILL_WORKING);
    await new Promise((resolve) => setTimeout(resolve, 3 * AFTER_MS));
    expect(seen()).toHaveLength(1);
    answer();
    await until(() => seen().at(-1)?.includes('Known to a slow source') === true, 'the answer comes');
    expect(seen().filter((text) => text.includes(STILL_WORKING))).toHaveLength(1);
  });
});

/** Long beside what comes before a command runs, also on a slow machine. */
const LISTEN_MS = 500;
const HANGING = new Promise<Reply>(() => undefined);

/** What is said while a command of this kind runs, `said` being its own words; and after it has ended. */
async function listen(fields: Partial<Command>) {
  const one: Command = {
    ...{ name: 'slow', summary: 'Is slow', example: 'slow', options: [], run: () => HANGING },
    ...fields,
  };
  const desk = await aDesk({ commands: [one], stillWorkingAfterMs: LISTEN_MS });
  const heard: string[] = [];
  const line = { kind: 'line', text: 'slow' } as const;
  void desk.dispatcher.interact(ASKER, line, (doing) => void heard.push(doing));
  await new Promise((resolve) => setTimeout(resolve, 2 * LISTEN_MS));
  return heard;
}

describe('that an answer takes longer', () => {
  it('is said in time to be seen within three seconds', () => {
    expect(STILL_WORKING_AFTER_MS).toBeLessThanOrEqual(2000);
  });

  it('is said once of a command that says nothing itself', async () => {
    expect(await listen({})).toEqual(['Still working on it']);
  });

  it('is not said where the command has said more', async () => {
    const run: Command['run'] = ({ progress }) => {
      progress?.('Waiting for somebody');
      return HANGING;
    };
    expect(await listen({ run })).toEqual(['Waiting for somebody']);
  });

  it('is not said after the answer, nor is anything else', async () => {
    const run: Command['run'] = async ({ progress }) => {
      setTimeout(() => progress?.('too late'), LISTEN_MS / 2);
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: 'Done' } };
    };
    expect(await listen({ run })).toEqual([]);
  });

  it('is not said of a form that is to open', async () => {
    expect(await listen({ opensForm: true })).toEqual([]);
  });
});
