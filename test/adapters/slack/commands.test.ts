import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeLinks } from '../../../loopback/slack/compose.ts';
import type { Asker, FilledForm, Form, Interaction, Reply } from '../../../src/core/message/interaction.ts';
import type { Message, PaperList } from '../../../src/core/message/message.ts';
import { toPlainInteraction } from '../../../src/core/message/plain-interaction.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { aNotice, aPaper, aRecordingInbound, aView, until } from '../../support/builders.ts';
import { answerTo, aWorld, ephemeralTo, OPEN, textOfBlocks, type World } from './harness.ts';

const SETTINGS: Form = {
  id: 'settings:save',
  title: 'Settings of this channel, all of them',
  submit: 'Save',
  fields: [
    { name: 'time', label: 'Time', value: '09:00', required: true },
    {
      name: 'layout',
      label: 'Layout',
      value: 'thread',
      required: true,
      choices: [
        { label: 'Thread', value: 'thread' },
        { label: 'Cards', value: 'cards' },
      ],
    },
    { name: 'topics', label: 'Topics', hint: 'One a line', required: false, long: true },
  ],
};

const page = (n: number): PaperList => ({
  kind: 'list',
  title: `Page ${n}`,
  entries: [aView({ n })],
  language: 'en',
  actions: [
    { kind: 'button', id: `page:${n + 1}`, label: 'Next' },
    { kind: 'button', id: 'share', label: 'Share' },
    { kind: 'link', url: 'https://example.org', label: 'Site' },
  ],
});

/** Answers by what was asked; remembers who asked what. */
function anAnswering(answers: Readonly<Record<string, Reply>>) {
  const asked: Array<{ asker: Asker; interaction: Interaction }> = [];
  const inbound: Inbound = {
    ...aRecordingInbound(),
    opensForm: (interaction) => 'text' in interaction && interaction.text === 'settings',
    interact: async (asker, typed) => {
      // As the dispatcher reads it.
      const interaction = toPlainInteraction(typed);
      asked.push({ asker, interaction });
      const key = interaction.kind === 'line' ? interaction.text : 'id' in interaction ? interaction.id : '';
      const reply = answers[key];
      if (!reply) throw new Error(`nothing to say to ${key}`);
      return reply;
    },
  };
  return { inbound, asked };
}

const said = (message: Message, shared = false): Reply => ({ kind: 'message', message, shared });

describe('commands on Slack', () => {
  let world: World;
  const { channel } = OPEN;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });

  async function answering(answers: Readonly<Record<string, Reply>>) {
    const { inbound, asked } = anAnswering(answers);
    await world.platform.connection.start(inbound);
    return { asked, people: world.server.people, state: world.server.state };
  }

  it('are acknowledged with nothing and answered privately', async () => {
    const { people, asked, state } = await answering({ 'search "a b"': said(aNotice('two found')) });
    const deed = people.slash('U0BOB', channel, 'search “a b” ');
    expect(await deed.acked).toEqual({});
    expect(await answerTo(deed)).toContain('two found');
    expect(deed.answers[0]).toMatchObject({ shared: false, replaced: false });
    expect(state.channels.get(channel)?.messages).toEqual([]);
    expect(asked[0]?.interaction).toEqual({ kind: 'line', text: 'search "a b"' });
  });

  it('say who asks: tenant, person, channel, language and zone', async () => {
    const { people, asked } = await answering({ help: said(aNotice('help')) });
    await answerTo(people.slash('U0ADA', channel, 'help'));
    expect(asked[0]?.asker).toEqual({
      platform: 'slack',
      tenant: 'slack:T0LOOP',
      channel,
      channelId: `slack:T0LOOP/${channel}`,
      person: 'slack:T0LOOP/U0ADA',
      name: 'u0ada',
      mayManage: true,
      locale: 'fr-FR',
      zone: 'Europe/Paris',
    });
  });

  it.each([
    ['a workspace admin', 'U0ADA', channel, true],
    ['whoever made the channel', 'U0MAKER', channel, true],
    ['any other member', 'U0BOB', channel, false],
    ['anybody in their direct messages', 'U0BOB', 'D0BOB', true],
  ])('let %s manage or not', async (_who, user, where, may) => {
    const { people, asked, state } = await answering({ pause: said(aNotice('paused')) });
    state.dm('U0BOB');
    await answerTo(people.slash(user, where, 'pause'));
    expect(asked[0]?.asker.mayManage).toBe(may);
  });

  it('let every member manage where that is set', async () => {
    await world.close();
    world = await aWorld({ managers: 'members' });
    const { people, asked } = await answering({ pause: said(aNotice('paused')) });
    await answerTo(people.slash('U0BOB', channel, 'pause'));
    expect(asked[0]?.asker.mayManage).toBe(true);
  });

  it('are answered in the channel when the answer is shared', async () => {
    const { people, state } = await answering({ top: said(aNotice('the top list'), true) });
    const deed = people.slash('U0BOB', channel, 'top');
    expect(await answerTo(deed)).toContain('the top list');
    expect(deed.answers[0]?.shared).toBe(true);
    expect(state.channels.get(channel)?.messages).toHaveLength(1);
  });

  it('are shared through the Web API when the response address is used up', async () => {
    const { people, state } = await answering({ top: said(aNotice('the top list'), true) });
    people.slash('U0BOB', channel, 'top');
    people.closeAddresses();
    await until(() => state.channels.get(channel)?.messages.length === 1, 'the list is in the channel');
    expect(ephemeralTo(world, 'U0BOB')).toBeUndefined();
  });

  it('find the person another way when the response address is used up', async () => {
    const { people } = await answering({ today: said(aNotice('today')) });
    const deed = people.slash('U0BOB', channel, 'today');
    people.closeAddresses();
    await until(() => ephemeralTo(world, 'U0BOB') !== undefined, 'an ephemeral message comes');
    expect(deed.answers).toEqual([]);
    expect(textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks)).toContain('today');
  });

  it('find the person in direct messages when the channel does not know the bot', async () => {
    const { people, state } = await answering({ today: said(aNotice('today')) });
    state.addChannel('G0SECRET', { kind: 'private', members: new Set(['U0BOB']) });
    people.slash('U0BOB', 'G0SECRET', 'today');
    people.closeAddresses();
    await until(() => state.dm('U0BOB').messages.length === 1, 'a direct message comes');
  });

  it('end in a private notice with a request id that the log has when a handler throws', async () => {
    const { people } = await answering({});
    const text = await answerTo(people.slash('U0BOB', channel, 'today'));
    expect(text).toContain('Something went wrong');
    const [, id] = /Request (\w+)/.exec(text) ?? [];
    expect(world.log.lines.find(({ facts }) => facts.requestId === id)?.level).toBe('error');
  });

  it('are carried out once when Slack repeats them', async () => {
    const { people, asked } = await answering({ help: said(aNotice('help')) });
    world.server.socket.hearsAcks = false;
    const deed = people.slash('U0BOB', channel, 'help');
    await until(() => world.server.socket.sent >= 3, 'Slack has repeated the command');
    expect(await answerTo(deed)).toContain('help');
    expect(asked).toHaveLength(1);
    world.server.socket.hearsAcks = true;
  });

  it('turn pages in place, private ones and shared ones', async () => {
    const { people, state } = await answering({
      week: said(page(1)),
      month: said(page(1), true),
      'page:2': { kind: 'update', message: page(2) },
    });
    await answerTo(people.slash('U0BOB', channel, 'week'));
    const mine = ephemeralTo(world, 'U0BOB');
    await answerTo(people.press('U0BOB', { channel, on: mine ?? fail() }, 'Next'));
    expect(textOfBlocks(mine?.blocks)).toContain('Page 2');

    await answerTo(people.slash('U0BOB', channel, 'month'));
    const ours = state.channels.get(channel)?.messages[0] ?? fail();
    people.press('U0BOB', { channel, on: ours }, 'Next');
    await until(() => textOfBlocks(ours.blocks).includes('Page 2'), 'the shared page turns');
    expect(state.channels.get(channel)?.messages).toHaveLength(1);
  });

  it('receive a button with its id, and nothing of one that is only a link', async () => {
    const { people, asked } = await answering({ week: said(page(1)), share: said(page(1), true) });
    await answerTo(people.slash('U0BOB', channel, 'week'));
    const mine = ephemeralTo(world, 'U0BOB') ?? fail();
    await people.press('U0BOB', { channel, on: mine }, 'Site').acked;
    await answerTo(people.press('U0BOB', { channel, on: mine }, 'Share'));
    expect(asked.map(({ interaction }) => interaction.kind)).toEqual(['line', 'action']);
    expect(asked[1]?.interaction).toEqual({ kind: 'action', id: 'share' });
  });

  it('open a form that is filled with what is set, and take what was changed in it', async () => {
    const { people, asked, state } = await answering({
      settings: { kind: 'form', form: SETTINGS },
      'settings:save': said(aNotice('saved')),
    });
    people.slash('U0BOB', channel, 'settings');
    await until(() => state.views.length === 1, 'the modal opens');
    expect(JSON.stringify(state.views[0]?.view)).toContain('"initial_value":"09:00"');
    const sent = people.submit('U0BOB', { layout: 'cards' });
    expect(await sent.acked).toEqual({});
    await until(() => asked.length === 2, 'the form arrives');
    expect(asked[1]?.interaction).toEqual({
      kind: 'form',
      id: 'settings:save',
      values: { time: '09:00', layout: 'cards', topics: '' },
    });
    expect(asked[1]?.asker.channel).toBe(channel);
    await until(() => ephemeralTo(world, 'U0BOB') !== undefined, 'an answer comes to the channel');
    expect(textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks)).toContain('saved');
  });

  it('show what is wrong with a form in the form itself, which stays open and runs nothing', async () => {
    const { inbound, asked } = anAnswering({ settings: { kind: 'form', form: SETTINGS } });
    const validateForm = ({ values }: FilledForm): Record<string, string> =>
      values.time === 'late' ? { time: '"late" is not a time of day.' } : {};
    await world.platform.connection.start({ ...inbound, validateForm });
    const { people, state } = world.server;
    people.slash('U0BOB', channel, 'settings');
    await until(() => state.views.length === 1, 'the modal opens');
    expect(await people.submit('U0BOB', { time: 'late' }).acked).toEqual({
      response_action: 'errors',
      errors: { time: '"late" is not a time of day.' },
    });
    expect(asked).toHaveLength(1);
  });

  it('say so when a form could not be opened in time', async () => {
    const { people } = await answering({ settings: { kind: 'form', form: SETTINGS } });
    world.server.faults.add('views.open', { kind: 'error', code: 'expired_trigger_id' });
    expect(await answerTo(people.slash('U0BOB', channel, 'settings'))).toContain('could not be opened');
  });

  it('open a form without waiting for what Slack knows of the person', async () => {
    const { people, state } = await answering({ settings: { kind: 'form', form: SETTINGS } });
    world.server.faults.add('users.info', { kind: 'hang', done: false });
    people.slash('U0BOB', channel, 'settings');
    await until(() => state.views.length === 1, 'the modal opens', 2500);
  });

  it('send a file to the person’s direct messages, with a note', async () => {
    const content = '@article{a,\n title={Ünïcode}\n}\n';
    const { people, state } = await answering({
      'export bibtex': {
        kind: 'file',
        name: 'papers.bib',
        mime: 'application/x-bibtex',
        content,
        note: aNotice('1 paper as bibtex'),
      },
    });
    const answer = await answerTo(people.slash('U0BOB', channel, 'export bibtex'));
    expect(answer).toContain('1 paper as bibtex');
    expect(answer).toContain('It is in your direct messages with this bot.');
    const [file] = state.files.values();
    expect(file).toMatchObject({ name: 'papers.bib', content, channel: state.dm('U0BOB').id });
  });

  it('say in words when the file cannot be sent', async () => {
    const file: Reply = {
      kind: 'file',
      name: 'a.csv',
      mime: 'text/csv',
      content: 'a',
      note: aNotice('sent'),
    };
    const { people, state } = await answering({ 'export csv': file });
    state.scopes = state.scopes.filter((scope) => scope !== 'files:write');
    const text = await answerTo(people.slash('U0BOB', channel, 'export csv'));
    expect(text).toContain('went wrong');
    expect(text).toContain('Add the bot scope files:write');
  });
});

describe('the rest of what people do on Slack', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });

  const card: Message = {
    kind: 'card',
    view: aView({ paper: aPaper({ thumbnailUrl: 'https://cdn.example/a.png' }) }),
    language: 'en',
  };

  it('draws the Home tab when it is opened, and again when one of its buttons says so', async () => {
    const { inbound, asked } = anAnswering({
      home: said(page(1)),
      'page:2': { kind: 'update', message: page(2) },
    });
    await world.platform.connection.start(inbound);
    const { people, state } = world.server;
    await people.openHome('U0BOB');
    await until(() => state.homes.has('U0BOB'), 'the Home tab is drawn');
    expect(textOfBlocks(state.homes.get('U0BOB'))).toContain('Page 1');
    people.press('U0BOB', 'home', 'Next');
    await until(() => textOfBlocks(state.homes.get('U0BOB')).includes('Page 2'), 'the Home tab changes');
    expect(asked.map(({ asker }) => asker.channel)).toEqual([state.dm('U0BOB').id, state.dm('U0BOB').id]);
  });

  it('answers a button on the Home tab in direct messages', async () => {
    const { inbound } = anAnswering({ home: said(page(1)), share: said(aNotice('shared')) });
    await world.platform.connection.start(inbound);
    const { people, state } = world.server;
    await people.openHome('U0BOB');
    await until(() => state.homes.has('U0BOB'), 'the Home tab is drawn');
    people.press('U0BOB', 'home', 'Share');
    await until(() => state.dm('U0BOB').messages.length === 1, 'a direct message comes');
  });

  it('turns a paper link into the card, without buttons, and leaves other links alone', async () => {
    const { inbound, asked } = anAnswering({ 'show 2604.26752': said(card) });
    await world.platform.connection.start(inbound);
    const message = world.server.people.say(
      'U0BOB',
      OPEN.channel,
      'look https://arxiv.org/abs/2604.26752v2 and https://arxiv.org/list/cs.CL/recent',
    );
    await until(() => Object.keys(message.unfurls).length === 1, 'the link unfurls');
    expect(Object.keys(message.unfurls)).toEqual(['https://arxiv.org/abs/2604.26752v2']);
    expect(textOfBlocks(message.unfurls)).toContain('A small model that reads large papers');
    expect(asked).toHaveLength(1);
  });

  it('unfurls the links of a message that is being written, and asks for the person alone', async () => {
    const { inbound, asked } = anAnswering({ 'show 2604.26752': said(card) });
    await world.platform.connection.start(inbound);
    const { state } = world.server;
    const id = writeLinks(world.server, 'U0BOB', [
      'https://arxiv.org/abs/2604.26752',
      'https://arxiv.org/list',
    ]);
    await until(() => Object.keys(state.drafts.get(id) ?? {}).length === 1, 'the link unfurls');
    expect(textOfBlocks(state.drafts.get(id))).toContain('A small model that reads large papers');
    expect(asked.map(({ asker }) => asker.channel)).toEqual([state.dm('U0BOB').id]);
    expect(world.server.violations).toEqual([]);
  });

  it('leaves links alone in a channel where the bot is not', async () => {
    const { inbound, asked } = anAnswering({ 'show 2604.26752': said(card), help: said(aNotice('help')) });
    await world.platform.connection.start(inbound);
    const { people, state } = world.server;
    state.addChannel('C0ELSEWHERE', { name: 'elsewhere', members: new Set(['U0BOB']) });
    people.say('U0BOB', 'C0ELSEWHERE', 'https://arxiv.org/abs/2604.26752');
    await answerTo(people.slash('U0BOB', OPEN.channel, 'help'));
    expect(asked.map(({ interaction }) => interaction)).toEqual([{ kind: 'line', text: 'help' }]);
  });

  it('unfurls nothing when the answer is no card, or when it is turned off', async () => {
    const { inbound, asked } = anAnswering({ 'show 2604.26752': said(aNotice('unknown')) });
    await world.platform.connection.start(inbound);
    world.server.people.say('U0BOB', OPEN.channel, 'https://arxiv.org/abs/2604.26752');
    await until(() => asked.length === 1, 'the paper is looked up');
    await world.close();

    world = await aWorld({ unfurl: false });
    const quiet = anAnswering({ 'show 2604.26752': said(card), help: said(aNotice('help')) });
    await world.platform.connection.start(quiet.inbound);
    world.server.people.say('U0BOB', OPEN.channel, 'https://arxiv.org/abs/2604.26752');
    await answerTo(world.server.people.slash('U0BOB', OPEN.channel, 'help'));
    expect(quiet.asked.map(({ interaction }) => interaction)).toEqual([{ kind: 'line', text: 'help' }]);
    expect(world.server.listCalls('chat.unfurl')).toEqual([]);
  });

  it('shows the paper that a message names, by the shortcut', async () => {
    const { inbound } = anAnswering({
      'show 2604.26752': said(card),
      'help show': said(aNotice('how to show')),
    });
    await world.platform.connection.start(inbound);
    const { people } = world.server;
    const named = people.say('U0BOB', OPEN.channel, 'read <https://huggingface.co/papers/2604.26752|this>!');
    expect(await answerTo(people.shortcut('U0BOB', named, 'show_papers'))).toContain('A small model');
    const nothing = people.say('U0BOB', OPEN.channel, 'lunch?');
    expect(await answerTo(people.shortcut('U0BOB', nothing, 'show_papers'))).toContain('how to show');
  });
});

function fail(): never {
  throw new Error('nothing there');
}
