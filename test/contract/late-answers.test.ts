import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { translations } from '../../languages/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { STILL_WORKING_AFTER_MS } from '../../src/core/async/timely-progress.ts';
import { createLanguages } from '../../src/core/base/languages.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Action, Notice } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld, textOfBlocks } from '../adapters/slack/harness.ts';
import { ASKER, aDesk, textIn } from '../commands/desk.ts';
import { aRecordingInbound, aView, papers, until } from '../support/builders.ts';

const STILL_WORKING = 'Still working on it…';
const UNKNOWN = '2101.00001';
const TOO_LONG = 'This is taking too long';
const AFTER_MS = 50;

/** A bot whose source answers only once `answer` is called. */
async function aBot(options: { answerWithinMs?: number } = {}) {
  const desk = await aDesk({ stillWorkingAfterMs: AFTER_MS, ...options });
  const { promise: called, resolve: answer } = Promise.withResolvers<void>();
  const [paper] = papers(1);
  const fetchPaper = async (id: string) => {
    await called;
    return paper && { ...paper, id, title: 'Known to a slow source' };
  };
  Object.assign(desk.services.source, { fetchPaper });
  return { answer, store: desk.store, inbound: { ...aRecordingInbound(), ...desk.dispatcher } };
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

  it('a command whose source never answers ends in what to do, and what comes later is saved', async () => {
    const { inbound, answer, store } = await aBot({ answerWithinMs: 4 * AFTER_MS });
    const seen = (await open(inbound))('show', UNKNOWN);
    await until(() => seen().at(-1)?.includes(TOO_LONG) === true, 'the person is not left waiting');
    expect(seen().at(-1)).toContain('Try again in a minute or two');
    answer();
    await until(async () => (await store.papers.find(UNKNOWN)) !== undefined, 'the paper is saved');
    expect(seen().at(-1)).toContain(TOO_LONG);
  });
});

describe('an answer that comes after its person was asked to come back', () => {
  /** A command that shows the list of what was said when it ends; `end` ends the first one. */
  async function aSlowList() {
    const first = Promise.withResolvers<readonly Paper[]>();
    let runs = 0;
    const run: Command['run'] = async () => {
      runs += 1;
      const listed = runs === 1 ? await first.promise : papers(3).slice(1);
      const entries = listed.map((paper, i) => aView({ paper, n: i + 1 }));
      return { kind: 'message', message: { kind: 'list', title: 'A list', entries, language: 'en' } };
    };
    const slow: Command = { name: 'slow', summary: 'Is slow', example: 'slow', options: [], run };
    const desk = await aDesk({ commands: [...commands, slow], answerWithinMs: 10 * AFTER_MS });
    return { ...desk, end: first };
  }

  it('gives its numbers to no list that is on the screen', async () => {
    const { type, end } = await aSlowList();
    expect(textIn(await type('slow'))).toContain(TOO_LONG);
    expect(textIn(await type('slow'))).toContain('Paper number 2');
    end.resolve(papers(1));
    await new Promise((resolve) => setTimeout(resolve, 2 * AFTER_MS));
    expect(textIn(await type('show 1'))).toContain('Paper number 2');
  });

  it('is in the log where it fails', async () => {
    const { type, end, log } = await aSlowList();
    await type('slow');
    end.reject(new Error('the disk is full'));
    await until(() => log.lines.some(({ level }) => level === 'error'), 'it is logged');
    expect(log.lines.find(({ level }) => level === 'error')?.facts).toMatchObject({ isLate: true });
  });
});

/** A Slack whose Home tab is drawn by the real command; `release` lets it say which channels a person sees. */
async function aHome() {
  const world = await aWorld({ tuning: { timeoutMs: 10_000 } });
  onTestFinished(world.close);
  const desk = await aDesk();
  const { promise: asked, resolve: release } = Promise.withResolvers<void>();
  const filterVisibleChannels = async () => {
    await asked;
    return [];
  };
  Object.assign(desk.services, { filterVisibleChannels });
  await world.platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  const { people, state, faults } = world.server;
  const seen = () => textOfBlocks(state.homes.get('U0BOB')?.blocks);
  return { release, faults, seen, open: () => people.openHome('U0BOB') };
}

describe('the Home tab', () => {
  it('shows what is saved before Slack says which channels the person sees', async () => {
    const { open, seen, release } = await aHome();
    await open();
    await until(() => seen().includes('Loading…'), 'the rest is being asked for');
    expect(seen()).toContain('This week’s top papers here');
    release();
    await until(() => seen().includes('No channel that you can see'), 'the tab is whole');
    expect(seen()).not.toContain('Loading');
  });

  it('says that it is being drawn where Slack does not say who asks', async () => {
    const { open, seen, release, faults } = await aHome();
    release();
    faults.add('users.info', { kind: 'hang', done: false });
    await open();
    await until(() => seen().includes(STILL_WORKING), 'something is shown');
    await until(() => seen().includes('No channel that you can see'), 'the tab is whole');
  });

  it('keeps what was drawn before until there is something new', async () => {
    const world = await aWorld();
    onTestFinished(world.close);
    const steps: Array<() => void> = [];
    const interact: Inbound['interact'] = async (_asker, _interaction, onProgress) => {
      onProgress?.('Reading');
      await new Promise<void>((resolve) => steps.push(resolve));
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: `Drawn ${steps.length}` } };
    };
    await world.platform.connection.start({ ...aRecordingInbound(), interact });
    const { people, state, calls } = world.server;
    const seen = () => textOfBlocks(state.homes.get('U0BOB')?.blocks);
    await people.openHome('U0BOB');
    await until(() => seen().includes('Reading…'), 'an empty tab says what is being done');
    steps[0]?.();
    await until(() => seen().includes('Drawn 1'), 'the tab is drawn');
    await people.openHome('U0BOB');
    await until(() => steps.length === 2, 'the tab is drawn again');
    steps[1]?.();
    await until(() => seen().includes('Drawn 2'), 'the tab is drawn again');
    expect(calls.filter(({ method }) => method === 'views.publish')).toHaveLength(3);
  });
});

/** An answer on Discord with a button, and what a person sees in private once it was pressed; `answer` ends the wait. */
async function aButton(reply: Reply) {
  const { server, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  const { promise: called, resolve: answer } = Promise.withResolvers<void>();
  const button = { kind: 'button', id: 'r:show 1', label: 'More' } as const;
  const interact: Inbound['interact'] = async (_asker, { kind }, onProgress) => {
    if (kind !== 'action') return { kind: 'message', message: aNotice('Asked', [button]) };
    onProgress?.('Reading');
    onProgress?.('Still reading');
    await called;
    return reply;
  };
  await start({ ...aRecordingInbound(), interact });
  await until(() => server.world.commands.size > 0, 'commands are registered');
  const ann = server.user('ann').id;
  const asked = server.slash(ann, server.general.id, 'papers', 'help');
  await until(() => asked.original !== undefined, 'the answer comes');
  if (!asked.original) throw new Error('no answer');
  const pressed = server.pressButton(ann, asked.original, 'More');
  const seen = () => pressed.followUps.map(({ message, ephemeral }) => [ephemeral, readText(message)]);
  await until(() => seen()[0]?.[1]?.toString().includes('Still reading…') === true, 'something is shown');
  return { answer, seen, original: () => readText(pressed.original) };
}

const aNotice = (title: string, actions: readonly Action[] = []): Notice => ({
  ...{ kind: 'notice', tone: 'info', title, actions },
});

describe('a button on Discord whose answer takes longer', () => {
  it('says so in private, and the answer takes its place', async () => {
    const { answer, seen } = await aButton({ kind: 'message', message: aNotice('Read') });
    expect(seen()).toEqual([[true, expect.stringContaining('Still reading…')]]);
    answer();
    await until(() => seen()[0]?.[1]?.toString().includes('Read') === true, 'the answer comes');
    await until(() => !JSON.stringify(seen()).includes('…'), 'the note is the answer');
    expect(seen()).toHaveLength(1);
  });

  it.each([
    ['changes its message', { kind: 'update', message: aNotice('Changed') }],
    ['is for everybody', { kind: 'message', message: aNotice('Shared'), shared: true }],
  ] as const)('says so until it %s', async (_how, reply) => {
    const { answer, seen, original } = await aButton(reply);
    answer();
    await until(() => !JSON.stringify(seen()).includes('…'), 'nothing says any longer that it takes longer');
    expect(`${original()} ${JSON.stringify(seen())}`).toContain(
      reply.kind === 'update' ? 'Changed' : 'Shared',
    );
  });
});

it('choices on Discord that do not come in time are none, and no error', async () => {
  const { server, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  const { promise } = Promise.withResolvers<[]>();
  await start({ ...aRecordingInbound(), complete: () => promise });
  await until(() => server.world.commands.size > 0, 'commands are registered');
  const record = server.typeOption(server.user('ann').id, server.general.id, 'papers', 'show', 'paper', 'a');
  await until(() => record.choices !== undefined, 'it is answered', 2_900);
  expect(record.choices).toEqual([]);
});

it('a command on Slack says that it takes longer where Slack does not say who asks', async () => {
  const world = await aWorld({ tuning: { timeoutMs: 10_000 } });
  onTestFinished(world.close);
  await world.platform.connection.start({ ...aRecordingInbound(), ...(await aDesk()).dispatcher });
  const { people, faults } = world.server;
  faults.add('users.info', { kind: 'hang', done: false });
  const { answers } = people.slash('U0BOB', 'C0OPEN', 'help');
  await until(() => answers.length > 0, 'something is shown', 2_900);
  expect(textOfBlocks(answers[0]?.blocks)).toContain(STILL_WORKING);
});

it('a command on Slack says in the reader’s language that it takes longer, once that is known', async () => {
  const world = await aWorld();
  onTestFinished(world.close);
  const { people, state } = world.server;
  state.addUser('U0BOB', { locale: 'de-DE' });
  const german = createLanguages(translations);
  const { promise, resolve: answer } = Promise.withResolvers<Reply>();
  const runInLanguageOf: Inbound['runInLanguageOf'] = async ({ locale }, work) => german.speak(locale, work);
  await world.platform.connection.start({ ...aRecordingInbound(), interact: () => promise, runInLanguageOf });
  const { answers } = people.slash('U0BOB', 'C0OPEN', 'help');
  await until(() => answers.length > 0, 'something is shown');
  expect(textOfBlocks(answers[0]?.blocks)).toContain('Das dauert noch einen Moment…');
  answer({ kind: 'message', message: aNotice('Fertig') });
  await until(() => answers.length === 2, 'the answer comes');
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
    expect(STILL_WORKING_AFTER_MS).toBeLessThanOrEqual(1500);
  });

  it('is said once of a command that says nothing itself', async () => {
    expect(await listen({})).toEqual(['Still working on it']);
  });

  it('is not said where the command has said more', async () => {
    const run: Command['run'] = ({ reportProgress }) => {
      reportProgress?.('Waiting for somebody');
      return HANGING;
    };
    expect(await listen({ run })).toEqual(['Waiting for somebody']);
  });

  it('is not said after the answer, nor is anything else', async () => {
    const run: Command['run'] = async ({ reportProgress }) => {
      setTimeout(() => reportProgress?.('too late'), LISTEN_MS / 2);
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: 'Done' } };
    };
    expect(await listen({ run })).toEqual([]);
  });

  it('is not said of a form that is to open', async () => {
    expect(await listen({ opensForm: true })).toEqual([]);
  });
});
