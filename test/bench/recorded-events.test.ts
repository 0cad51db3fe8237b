import type { App } from '@slack/bolt';
import { GatewayDispatchEvents, InteractionType } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseEvent } from '../../adapters/discord/gateway/event-schema.ts';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderForm } from '../../adapters/discord/render/render-form.ts';
import { parseBody } from '../../adapters/slack/events/event-schema.ts';
import { type ListenersOptions, listen } from '../../adapters/slack/events/listeners.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { renderFormView } from '../../adapters/slack/render/render-form.ts';
import { openDiscordWorld, recordDiscord } from '../../bench/hostile/discord-records.ts';
import { countingLog } from '../../bench/hostile/event-way.ts';
import { recordSlack } from '../../bench/hostile/slack-records.ts';
import { hostileMessage, KINDS } from '../support/hostile-message.ts';
import { createRandom } from '../support/hostile-text.ts';

/** Everything that the bot can show, as often as it takes for each kind of button and field to be among it. */
const SHOWN = KINDS.flatMap((kind) => {
  const random = createRandom(1);
  return Array.from({ length: 60 }, () => hostileMessage(kind, random));
});
const MESSAGES = SHOWN.flatMap((one) => ('message' in one ? [one.message] : []));
const FORMS = SHOWN.flatMap((one) => ('form' in one ? [one.form] : []));

type Json = Readonly<Record<string, unknown>>;

/** The objects at any depth, in which these names are. */
function listHolders(value: unknown, ...names: readonly string[]): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => listHolders(one, ...names));
  return names.every((name) => name in value) ? [value as Json, ...inner] : inner;
}

const listTypes = (holders: readonly Json[]): unknown[] => [...new Set(holders.map(({ type }) => type))];

describe('what is changed and sent to the bot as Slack', () => {
  it('is of every kind that the adapter listens to, each as a schema reads it', async () => {
    const recorded = await recordSlack(countingLog());
    const read = recorded.filter(({ payload }) => parseBody(payload).kind === 'read');
    expect(new Set(read.map(({ payload }) => nameKind(payload)))).toEqual(new Set(listListened()));
  });

  it('is a press on every kind of button, and a form with every kind of field', async () => {
    const payloads = (await recordSlack(countingLog())).map(({ payload }) => payload as Json);
    const find = (drawn: readonly unknown[]) =>
      listTypes(drawn.flatMap((one) => listHolders(one, 'action_id')));
    const buttons = find(MESSAGES.map((message) => renderSlack(message).blocks));
    expect(find(payloads.map(({ actions }) => actions))).toEqual(expect.arrayContaining(buttons));
    const fields = find(FORMS.map((form) => renderFormView(form, '{}')));
    const filled = payloads.filter(({ type }) => type === 'view_submission');
    expect(find(filled.map(({ view }) => view))).toEqual(expect.arrayContaining(fields));
  });
});

/** The listeners that the adapter gives to Bolt. */
function listListened(): string[] {
  const kinds: string[] = [];
  const add = (kind: string | { readonly type: string }) =>
    kinds.push(typeof kind === 'string' ? kind : kind.type);
  const quiet = () => undefined;
  const app = { event: add, action: add, shortcut: add, command: add, error: quiet, use: quiet };
  const view = () => add('view_submission');
  const options = () => add('block_suggestion');
  listen({ ...app, view, options } as unknown as App, {} as ListenersOptions);
  return kinds;
}

function nameKind(payload: object): string {
  const { command, event, type } = payload as Json;
  return String(command ?? (event as Json | undefined)?.type ?? type);
}

describe('what is changed and sent to the bot as Discord', () => {
  async function record() {
    const world = await openDiscordWorld(countingLog());
    onTestFinished(world.close);
    const commands = [...world.server.world.commands.values()].flatMap((some) => [...some.values()]);
    return { recorded: await recordDiscord(world), commands };
  }

  it('is of every event that the adapter reads, each as a schema reads it', async () => {
    const { recorded } = await record();
    const isRead = (name: string, data: unknown) => ['ours', 'library'].includes(parseEvent(name, data).kind);
    const read = recorded.filter(({ type, payload }) => isRead(type, payload)).map(({ type }) => type);
    const known = Object.values(GatewayDispatchEvents);
    const listened = known.filter((name) => parseEvent(name, null).kind !== 'unread');
    expect(new Set(read)).toEqual(new Set<string>(listened));
  });

  it('is of every kind of interaction, command, button and field', async () => {
    const { recorded, commands } = await record();
    const interactions = recorded.flatMap(({ type, payload }) =>
      type === GatewayDispatchEvents.InteractionCreate ? [payload as Json] : [],
    );
    const kinds = Object.values(InteractionType).filter(
      (type) => parseEvent(GatewayDispatchEvents.InteractionCreate, { type }).kind !== 'unread',
    );
    expect(listTypes(interactions)).toEqual(
      expect.arrayContaining(kinds.filter((kind) => typeof kind === 'number')),
    );
    // Where the bot is a member, and where somebody has brought it along: in a server, alone with it, and among friends.
    const contexts = interactions.map(({ context, authorizing_integration_owners: owners }) => [
      context,
      Object.keys(owners as object).join(),
    ]);
    expect(contexts).toEqual(
      expect.arrayContaining([
        [0, '0'],
        [1, '0'],
        [0, '1'],
        [2, '1'],
      ]),
    );
    const acted = interactions.map(({ data }) => data as Json);
    const listOptions = (of: readonly Json[]) =>
      of.flatMap(({ options }) => listHolders(options, 'name', 'type'));
    const registered = commands.map((command) => ({ ...command }));
    expect(listTypes(acted)).toEqual(expect.arrayContaining(listTypes(registered)));
    expect(listTypes(listOptions(acted))).toEqual(expect.arrayContaining(listTypes(listOptions(registered))));
    const find = (drawn: readonly unknown[]) =>
      listTypes(drawn.flatMap((one) => listHolders(one, 'custom_id', 'type')));
    const buttons = find(MESSAGES.map((message) => renderDiscord(message).components));
    expect(acted.map(({ component_type: type }) => type)).toEqual(expect.arrayContaining(buttons));
    const fields = find(FORMS.map((form) => renderForm(form).components));
    expect(find(acted.map(({ components }) => components))).toEqual(expect.arrayContaining(fields));
  });
});
