import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { DeliveryError } from '../../src/core/base/errors.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import type { Log } from '../../src/core/base/log.ts';
import { printable } from '../../src/core/base/printable.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Asker, Interaction, Reply } from '../../src/core/message/interaction.ts';
import type { Action, Message } from '../../src/core/message/message.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { Ballot, VoteValue } from '../../src/core/vote/vote.ts';
import { plain } from './escape.ts';
import { fillIn, type OpenForm, questionOf } from './form.ts';
import { parseLine } from './inbound.ts';
import { LIMITS } from './limits.ts';
import { createPosts, reactionKey } from './posts.ts';
import { renderText } from './render.ts';
import { tallyLines } from './tally-lines.ts';
import { viewsIn } from './views.ts';

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly colour: boolean;
  /** Whether a person sits there: a prompt is shown. */
  readonly interactive: boolean;
  /** `TERM=dumb`: it can write lines, and knows neither how to move its cursor nor how to erase. */
  readonly dumb?: boolean;
  /** How wide it is now, since a window can be resized; 0 or none: it does not say. */
  readonly columns?: () => number | undefined;
  readonly zone: string;
  readonly log: Log;
}

export interface Terminal extends Platform {
  /** Resolves when the person leaves, or the input ends and every line of it is answered. */
  readonly left: Promise<void>;
  /** What a person presses on a post; the prompt's `+1 3` ends here. */
  react(person: PersonId, post: SentPost, ballot: Ballot, added: boolean): Promise<void>;
  readonly posts: ReturnType<typeof createPosts>;
}

const YOU: PersonId = 'terminal:you';
const CHANNEL = 'local';
const PROMPT = 'papers> ';

/** The terminal as a platform: posts are printed, lines are commands and votes. Nothing is remembered past the process. */
export function createTerminal({
  input,
  output,
  colour,
  interactive,
  dumb,
  columns,
  zone,
  log,
}: TerminalOptions): Terminal {
  const posts = createPosts();
  const look = () => ({ colour, columns: columns?.() || LIMITS.columns });
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  let inbound: Inbound | undefined;
  let reader: ReturnType<typeof createInterface> | undefined;
  let buttons: readonly Action[] = [];
  let form: OpenForm | undefined;
  /** For each number the paper that was shown with it last. */
  const listed = new Map<number, PaperId>();
  /** How you voted here on papers that stand in no post. */
  const cast = new Map<PaperId, VoteValue>();
  // Lines are answered one after the other, also when they come faster than the answers.
  let queue: Promise<void> = Promise.resolve();

  const write = (text: string): void => {
    output.write(`${text}\n`);
  };
  const show = (message: Message): void => {
    const shown = ('actions' in message ? (message.actions ?? []) : []).filter(
      ({ kind }) => kind === 'button',
    );
    // A slip or a short answer leaves what stands above it on the screen, and its letters with it.
    if (shown.length > 0 || message.kind !== 'notice') buttons = shown;
    note(message);
    write(renderText(message, look()));
  };
  const note = (message: Message): void => {
    const numbered = viewsIn(message).flatMap(({ n, paper }) =>
      n === undefined ? [] : [[n, paper.id] as const],
    );
    // A list from 1 on is a new one: who means its fifth paper must not get the fifth of an older list.
    if ('entries' in message && numbered[0]?.[0] === 1) listed.clear();
    for (const [n, id] of numbered) listed.set(n, id);
  };
  const asker: Asker = {
    platform: 'terminal',
    tenant: 'terminal:local',
    channel: CHANNEL,
    isDirect: true,
    person: YOU,
    name: 'you',
    mayManage: true,
    zone,
  };

  async function react(person: PersonId, sent: SentPost, ballot: Ballot, added: boolean): Promise<void> {
    const post = posts.at(sent);
    if (!post) return;
    const key = reactionKey(person, ballot);
    if (post.reactions.has(key) === added) return;
    if (added) post.reactions.set(key, { person, ballot });
    else post.reactions.delete(key);
    const { channel, thread, messageId, tenant } = post.sent;
    await inbound?.reaction({
      platform: 'terminal',
      tenant,
      place: thread ?? channel,
      messageId,
      person,
      ballot,
      added,
    });
  }

  /** A number means the paper that stands on the screen with it, in a digest or in a list. */
  async function vote(value: VoteValue | 0, n: number | undefined): Promise<void> {
    const paper = n === undefined ? undefined : listed.get(n);
    if (paper === undefined)
      return show({
        kind: 'notice',
        tone: 'warning',
        title: n === undefined ? 'Say which paper' : `There is no paper ${n} to vote on`,
        fix: 'Use the number in front of a paper of the last list.',
        example: { text: `${value === 1 ? '+1' : value} ${[...listed.keys()][0] ?? 1}` },
      });
    const box = posts.ballotBox(paper);
    const wanted = value === 1 ? box?.up : value === -1 ? box?.down : undefined;
    // On an overview each number is a ballot of its own: those of other papers stand.
    const isOfPaper = (ballot: Ballot) =>
      ballot.kind !== 'nth' || (box?.up.kind === 'nth' && ballot.n === box.up.n);
    for (const { person, ballot } of [...(box?.post.reactions.values() ?? [])]) {
      const stays = wanted && reactionKey(YOU, ballot) === reactionKey(YOU, wanted);
      if (box && person === YOU && isOfPaper(ballot) && !stays)
        await react(YOU, box.post.sent, ballot, false);
    }
    // A vote that no post takes stands beside the post's own, and would outlast it.
    if (cast.has(paper) && (wanted || value === 0)) await castBare(0, paper);
    else if (box && value === 0) write('Your vote is taken back.');
    else if (!wanted) await castBare(value, paper);
    if (box && wanted) await react(YOU, box.post.sent, wanted, true);
  }

  /** Where no post takes this vote it is a command, whose second time takes back the first. */
  async function castBare(value: VoteValue | 0, paper: PaperId): Promise<void> {
    const before = cast.get(paper);
    if (value === before) return write('Your vote stands.');
    if (value === 0 && before === undefined) return write('There is no vote of yours to take back.');
    const pressed = value === 0 ? before : value;
    if (value === 0) cast.delete(paper);
    else cast.set(paper, value);
    await answer({ kind: 'line', text: `vote ${pressed === 1 ? 'up' : 'down'} ${paper}`, listed: new Map() });
  }

  async function answer(interaction: Interaction): Promise<void> {
    const reply = await inbound?.interact(asker, interaction, (doing) => write(`${plain(doing)}…`));
    if (reply) showReply(reply);
  }

  function showReply(reply: Reply): void {
    if (reply.kind === 'form') {
      form = { form: reply.form, values: {} };
      write(`${plain(reply.form.title)} (an empty line keeps what is in brackets; cancel leaves)`);
      ask();
    } else if (reply.kind === 'file') {
      show(reply.note);
      write(printable(reply.content));
    } else show(reply.message);
  }

  /** Asks for the next field of the form, or for a command where none is open. */
  function ask(): void {
    const question = form && questionOf(form);
    if (interactive) {
      reader?.setPrompt(question ?? PROMPT);
      reader?.prompt();
    } else if (question) output.write(question);
  }

  async function fill(open: OpenForm, line: string): Promise<void> {
    const filled = fillIn(open, line, (filled) => inbound?.mistakes(filled, asker) ?? {});
    if (filled.kind === 'left') return leaveForm();
    if (filled.kind === 'wrong') write(plain(filled.why));
    form = filled.kind === 'next' ? filled.open : filled.kind === 'wrong' ? open : undefined;
    if (filled.kind === 'full') await answer({ kind: 'form', id: open.form.id, values: filled.values });
    else ask();
  }

  function leaveForm(): void {
    form = undefined;
    write('Nothing was changed.');
  }

  async function read(line: string): Promise<void> {
    if (form) return fill(form, line);
    const meant = parseLine(line);
    if (meant.kind === 'quit') return leave();
    if (meant.kind === 'vote') return vote(meant.value, meant.n);
    if (meant.kind === 'command') return answer({ kind: 'line', text: meant.text, listed: new Map(listed) });
    const button = meant.kind === 'button' ? buttons[meant.index] : undefined;
    if (button?.kind === 'button') return answer({ kind: 'action', id: button.id });
    if (meant.kind === 'button')
      show({
        kind: 'notice',
        tone: 'info',
        title: 'There is no such button now',
        example: commandSpan('help'),
      });
  }

  async function readSafely(line: string): Promise<void> {
    try {
      await read(line);
    } catch (err) {
      log.error({ err }, 'a line at the prompt failed');
      show({
        kind: 'notice',
        tone: 'error',
        title: 'Something went wrong with that line',
        fix: 'The log tells more. Other lines still work.',
        example: commandSpan('help'),
      });
    }
    if (!form) ask();
  }

  /** A text that comes unasked stands in the prompt's place, which is shown anew below with what was typed. */
  function writeUnasked(text: string): void {
    if (!interactive || !reader) {
      write(text);
      return;
    }
    if (dumb) write('');
    else {
      cursorTo(output, 0);
      clearLine(output, 0);
    }
    write(text);
    reader.prompt(true);
  }

  return {
    name: 'terminal',
    posts,
    left,
    react,
    render: (message) => renderText(message, { ...look(), colour: false }),
    async start(handlers) {
      inbound = handlers;
      reader = createInterface({
        input,
        ...(interactive ? { output, prompt: PROMPT } : {}),
        terminal: interactive,
      });
      reader.on('line', (line) => {
        queue = queue.then(() => readSafely(line));
      });
      // With a listener readline leaves Ctrl-C to us; a second one, out of the form, leaves for good.
      reader.on('SIGINT', () => {
        if (!form) return reader?.close();
        write('');
        leaveForm();
        ask();
      });
      reader.on('close', () => {
        reader = undefined;
        queue = queue.then(() => leave());
      });
      await handlers.gap('terminal');
      ask();
    },
    async stop() {
      reader?.close();
      await queue;
    },
    async send(to, message, key) {
      if (to.channel !== CHANNEL) {
        throw new DeliveryError('gone', `The terminal has no channel "${to.channel}".`, {
          fix: `Use terminal:${CHANNEL}.`,
        });
      }
      const post = posts.add(to, message, key);
      note(message);
      // Letters press the buttons of the last answer; a post has numbers to vote with.
      writeUnasked(renderText('actions' in message ? { ...message, actions: [] } : message, look()));
      return post.sent;
    },
    find: async (to, key) => posts.inPlace(to).find((post) => post.key === key)?.sent,
    findAll: async (to, key) =>
      posts
        .inPlace(to)
        .filter((post) => post.key === key)
        .map(({ sent }) => sent),
    async remove() {
      throw new DeliveryError('refused', 'What a terminal has shown cannot be taken back');
    },
    async edit(sent, message) {
      const post = posts.at(sent);
      if (!post) throw scrolledAway();
      const changes = tallyLines(post.message, message);
      post.message = message;
      if (changes.length > 0) writeUnasked(changes.join('\n'));
    },
    openThread: async ({ channel, messageId }) => ({ channel, thread: messageId }),
    seed: async () => undefined,
    async reactions(sent) {
      const post = posts.at(sent);
      if (!post) throw scrolledAway();
      return [...post.reactions.values()];
    },
    tenantOf: async () => 'terminal:local',
    tell: async (_person, message) => {
      // Its numbers are on the screen now; whatever letters press belongs to the last answer.
      note(message);
      writeUnasked(renderText('actions' in message ? { ...message, actions: [] } : message, look()));
    },
    sharingObstacle: async () => undefined,
    canSee: async () => true,
    // The channel at the prompt is the operator's own.
    directChannel: async () => undefined,
    check: async () => [{ ok: true, what: 'The terminal needs no account.' }],
  };
}

/** What a former process printed can be neither changed nor read back; votes on it stay. */
function scrolledAway(): DeliveryError {
  return new DeliveryError('gone', 'The post was printed by a process that has ended');
}
