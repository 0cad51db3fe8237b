import { chosenIn, listButtons } from '../loopback/slack/find-button.ts';
import { act, readState } from './demo-client.ts';
import type { Act, SlackView } from './protocol.ts';
import type { Step, Task } from './task-list.ts';

type Channel = SlackView['channels'][number];

const WAIT_MS = 100;
const READING_MS = 4000;
const LONGEST_WAIT_MS = 60_000;

/** Does a task in the demo's pane of Slack, and waits until what it is done by can be read. */
export async function doTask(url: string, { steps, done, after }: Task): Promise<void> {
  // Nobody does twenty of them within seconds: the bot would ask for a moment.
  await new Promise((resolve) => setTimeout(resolve, READING_MS));
  const before = await readChannels(url);
  for (const step of steps) await doStep(url, step, toPapers(before));
  await waitFor(`“${done}” is read`, async () => findNews(before, await readChannels(url)).includes(done));
  if (after !== undefined) await doStep(url, { type: after }, toPapers(before));
}

/** The channel with the daily posts. */
export async function readPapers(url: string): Promise<Channel> {
  return toPapers(await readChannels(url));
}

async function readChannels(url: string): Promise<readonly Channel[]> {
  return (await readState(url)).slack.channels;
}

function toPapers([papers]: readonly Channel[]): Channel {
  if (!papers) throw new Error('There is no channel.');
  return papers;
}

async function doStep(url: string, step: Step, before: Channel): Promise<void> {
  const { id: channelId, messages } = before;
  if ('type' in step) return act(url, { kind: 'slack-command', channelId, text: step.type });
  if ('react' in step) {
    const to = { side: 'slack', channelId, messageId: messages[0]?.ts ?? '' } as const;
    return act(url, { kind: 'react', ...to, emoji: step.react, on: true });
  }
  if ('submit' in step) {
    const modal = await waitFor('the form opens', async () => (await readState(url)).slack.modal);
    return act(url, { kind: 'slack-submit', modalId: modal.id, values: step.submit });
  }
  const found = await waitFor(JSON.stringify(step), async () =>
    findPress(step, before, await readPapers(url)),
  );
  return act(url, found);
}

/** A button, or an option of a select, of the newest answer that has it or of the daily post. */
function findPress(
  step: Extract<Step, { choose: string } | { press: string }>,
  before: Channel,
  now: Channel,
): Act | undefined {
  const isPost = 'choose' in step && step.under === 'post';
  const answers = isPost
    ? now.messages.slice(0, 1).map(({ ts: on, blocks }) => ({ on, blocks }))
    : now.ephemerals.slice(before.ephemerals.length).map(({ id: on, blocks }) => ({ on, blocks }));
  for (const { on, blocks } of answers.toReversed()) {
    const elements = listButtons(blocks);
    const actionId = 'press' in step ? findButton(elements, step.press) : findOption(elements, step.choose);
    if (actionId !== undefined) return { kind: 'slack-press', channelId: now.id, on, actionId };
  }
  return undefined;
}

type Elements = ReturnType<typeof listButtons>;

function findButton(elements: Elements, label: string): string | undefined {
  return elements.find(({ text }) => text?.text === label)?.action_id;
}

function findOption(elements: Elements, label: string): string | undefined {
  const options = elements.flatMap(({ options: offered = [] }) => offered);
  const found = options.find(({ text }) => text.text.startsWith(label))?.value;
  return found !== undefined && chosenIn(elements, found) ? found : undefined;
}

/** What was not there, or is said otherwise now, in the channel, in private or as a file. */
function findNews(before: readonly Channel[], now: readonly Channel[]): string {
  const list = (channels: readonly Channel[]): string[] =>
    channels
      .flatMap(({ messages, ephemerals, files }) => [...messages, ...ephemerals, ...files])
      .map((one) => JSON.stringify(one));
  const known = new Set(list(before));
  return list(now)
    .filter((one) => !known.has(one))
    .join(' ');
}

/** Asks again and again, and gives up after a minute. */
export async function waitFor<T>(
  what: string,
  find: () => Promise<T | undefined | false>,
  everyMs = WAIT_MS,
): Promise<T> {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < end) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`${what}: waited in vain.`);
}
