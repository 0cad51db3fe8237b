import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import type { Interaction, Reply } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld } from '../adapters/slack/harness.ts';
import { anOverview, aPaper, aRecordingInbound, aView, until } from '../support/builders.ts';
import { personId } from '../support/ids.ts';

const HOSTILE = '@everyone @here <!channel> <!here> <@U0BOB> <@1> <@&1> <#1> <!subteam^S1> @channel';

const view = aView({
  paper: aPaper({ title: HOSTILE, abstract: HOSTILE, authors: [HOSTILE], organization: HOSTILE }),
  n: 1,
});
const next = { kind: 'button', id: 'next', label: 'Next' } as const;
const card: Message = { kind: 'card', view, language: 'en', actions: [next] };
const notice: Message = {
  kind: 'notice',
  tone: 'error',
  title: HOSTILE,
  text: HOSTILE,
  fix: HOSTILE,
  example: { text: HOSTILE, code: true },
};
const list: Message = {
  kind: 'list',
  title: HOSTILE,
  entries: [view],
  note: HOSTILE,
  language: 'en',
  actions: [next],
};
const fields: Message = {
  kind: 'fields',
  title: HOSTILE,
  intro: HOSTILE,
  fields: [{ name: HOSTILE, value: HOSTILE }],
};
const overview = anOverview(0, { entries: [view] });

const field = { name: 'topics', label: 'Topics', value: HOSTILE, hint: HOSTILE, required: false };
const REPLIES: Readonly<Record<string, Reply>> = {
  today: { kind: 'message', message: list },
  top: { kind: 'message', message: card, shared: true },
  status: { kind: 'message', message: fields },
  settings: { kind: 'form', form: { id: 'sent', title: HOSTILE, submit: 'Save', fields: [field] } },
  sent: { kind: 'message', message: notice },
  next: { kind: 'update', message: list },
  export: { kind: 'file', name: 'papers.bib', mime: 'text/plain', content: HOSTILE, note: notice },
  'show 2604.26752': { kind: 'message', message: card },
  home: { kind: 'message', message: list },
};

/** Answers everything with what tries to mention. */
const inbound: Inbound = {
  ...aRecordingInbound(),
  opensForm: (interaction) => nameInteraction(interaction) === 'settings',
  interact: async (_asker, interaction) => {
    const reply = REPLIES[nameInteraction(interaction)];
    if (!reply) throw new Error(`nothing to say to ${nameInteraction(interaction)}`);
    return reply;
  },
};

function nameInteraction(interaction: Interaction): string {
  if (interaction.kind === 'command') return interaction.name;
  return interaction.kind === 'line' ? interaction.text : interaction.id;
}

/** A post, what becomes of it, cards in its thread, and a word in private. */
async function postAll(platform: ChatPlatform, channel: string, person: PersonId): Promise<void> {
  const post = await platform.send({ channel }, overview, 'k0');
  const thread = await platform.threads.open(post, HOSTILE);
  for (const [i, message] of [card, notice, list, fields].entries())
    await platform.send(thread, message, `k${i + 1}`);
  await platform.editor.edit(post, card);
  await platform.editor.edit(post, overview);
  await platform.directMessages.notify(person, notice);
}

describe('nobody is mentioned', () => {
  it('by anything that goes to Discord: posts, edits, private words, answers, forms, files', async () => {
    const { server, platform, start, close } = await aDiscord({ commands });
    onTestFinished(close);
    await start(inbound);
    const ann = server.user('ann').id;
    await postAll(platform, server.general.id, personId(`discord:${ann}`));
    const slash = (name: string, options = {}) =>
      server.slash(ann, server.general.id, 'papers', name, options);
    for (const name of ['today', 'top', 'status']) await awaitAnswer(slash(name));
    const pages = slash('today');
    await awaitAnswer(pages);
    if (pages.original) await awaitAnswer(server.pressButton(ann, pages.original, 'Next'));
    const form = slash('settings');
    await until(() => form.modal !== undefined, 'the form opens');
    await awaitAnswer(server.submitModal(form, { topics: HOSTILE }));
    await awaitAnswer(slash('export', { format: 'bibtex' }));

    const bodies = server.requests.map(({ body }) => JSON.stringify(body ?? {}));
    const saying = bodies.filter((body) => /"embeds"|"type":17/.test(body));
    expect(saying.length).toBeGreaterThan(14);
    expect(saying.some((body) => !body.includes('"embeds"'))).toBe(true);
    expect(saying.filter((body) => !body.includes('"allowed_mentions":{"parse":[]}'))).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it('by anything that goes to Slack: posts, edits, private words, answers by any way, forms, files, unfurls, the Home tab', async () => {
    const { server, platform, close } = await aWorld();
    onTestFinished(close);
    const { people, state } = server;
    await platform.connection.start(inbound);
    await postAll(platform, 'C0OPEN', personId(`slack:${state.team.id}/U0BOB`));
    for (const name of ['today', 'top', 'status', 'export'])
      await answerTo(people.slash('U0BOB', 'C0OPEN', name));
    people.slash('U0BOB', 'C0OPEN', 'settings');
    await until(() => state.views.length === 1, 'the form opens');
    people.submit('U0BOB', { topics: HOSTILE });
    await people.openHome('U0BOB');
    await until(() => state.homes.has('U0BOB'), 'the Home tab is drawn');
    const asked = people.say('U0BOB', 'C0OPEN', 'https://arxiv.org/abs/2604.26752');
    await until(() => Object.keys(asked.unfurls).length === 1, 'the link unfurls');
    for (const name of ['today', 'top']) {
      const before = server.calls.length;
      people.slash('U0BOB', 'C0OPEN', name);
      people.closeAddresses();
      await until(
        () => server.calls.slice(before).some(({ method }) => /^chat\.post/.test(method)),
        'another way is taken',
      );
    }

    const methods = new Set(server.calls.map(({ method }) => method));
    for (const method of [
      'chat.postMessage',
      'chat.update',
      'chat.postEphemeral',
      'chat.unfurl',
      'views.open',
      'views.publish',
      'files.completeUploadExternal',
    ])
      expect(methods).toContain(method);
    expect(server.violations).toEqual([]);
  });
});
