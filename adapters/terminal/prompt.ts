import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Log } from '../../src/core/base/log.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import type { Asker, Interaction, Reply } from '../../src/core/message/interaction.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import { plain } from './escape.ts';
import { fillIn, type OpenForm, wordQuestion } from './form.ts';
import { parseLine } from './inbound.ts';
import type { Screen } from './screen.ts';
import { texts } from './texts.ts';
import type { Voting } from './voting.ts';

export interface PromptOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly interactive: boolean;
  readonly asker: Asker;
  readonly screen: Screen;
  readonly log: Log;
  /** The person quits, or the input has ended. */
  readonly onLeave: () => void;
}

const ANSWERS: ReadonlyMap<string, 'yes' | 'no'> = new Map([
  ['y', 'yes'],
  ['yes', 'yes'],
  ['n', 'no'],
  ['no', 'no'],
]);

/** Reads lines: commands, votes, buttons, and the fields of a form. */
export class Prompt {
  readonly #options: PromptOptions;
  #inbound: Inbound | undefined;
  #reader: Interface | undefined;
  #form: OpenForm | undefined;
  // Lines are answered one after the other, even when they arrive faster than the answers.
  #queue: Promise<void> = Promise.resolve();

  constructor(options: PromptOptions) {
    this.#options = options;
  }

  start(inbound: Inbound, voting: Voting): void {
    const { input, output, interactive, screen, onLeave } = this.#options;
    this.#inbound = inbound;
    const reader = createInterface({ input, ...(interactive ? { output } : {}), terminal: interactive });
    this.#reader = reader;
    screen.attach(reader);
    reader.on('line', (line) => {
      this.#queue = this.#queue.then(() => this.#readSafely(line, voting));
    });
    // With a listener readline leaves Ctrl-C to us; a second one, outside the form, exits.
    reader.on('SIGINT', () => {
      if (!this.#form) return reader.close();
      screen.write('');
      this.#leaveForm();
      this.ask();
    });
    reader.on('close', () => {
      this.#reader = undefined;
      screen.attach(undefined);
      this.#queue = this.#queue.then(onLeave);
    });
  }

  async stop(): Promise<void> {
    this.#reader?.close();
    await this.#queue;
  }

  /** Asks for the next field of the form, or for a command where none is open. */
  ask(): void {
    this.#options.screen.ask(this.#form && wordQuestion(this.#form));
  }

  async answer(interaction: Interaction): Promise<void> {
    const { asker, screen } = this.#options;
    const onProgress = (status: string): void => screen.write(`${plain(status)}…`);
    const reply = await this.#inbound?.interact(asker, interaction, onProgress);
    if (reply) this.#show(reply);
  }

  #show(reply: Reply): void {
    const { screen } = this.#options;
    if (reply.kind === 'form') {
      this.#form = { form: reply.form, values: {} };
      screen.write(texts.formTitle({ title: plain(reply.form.title) }));
      this.ask();
    } else if (reply.kind === 'file') {
      screen.show(reply.note);
      screen.writeFile(reply.content);
    } else if (reply.kind === 'labels') screen.show(reply.notice);
    else if (reply.kind !== 'feedback') screen.show(reply.message);
  }

  async #readSafely(line: string, voting: Voting): Promise<void> {
    const { log, screen } = this.#options;
    try {
      await this.#read(line, voting);
    } catch (err) {
      log.error({ err }, 'a line at the prompt failed');
      screen.show({
        kind: 'notice',
        tone: 'error',
        title: texts.lineFailed(),
        fix: texts.lineFailedFix(),
        example: commandSpan('help'),
      });
    }
    if (!this.#form) this.ask();
  }

  async #read(line: string, voting: Voting): Promise<void> {
    const { screen, onLeave } = this.#options;
    if (this.#form) return this.#fill(this.#form, line);
    const question = screen.findAskedQuestion();
    const said = ANSWERS.get(line.trim().toLowerCase());
    if (question && said) return this.#say(question[said]?.id);
    const meant = parseLine(line);
    switch (meant.kind) {
      case 'quit':
        return onLeave();
      case 'vote':
        return voting.vote(meant.value, meant.n);
      case 'command':
        return this.answer({ kind: 'line', text: meant.text, listed: new Map(screen.listed) });
      case 'button':
        return this.#press(meant.index);
      case 'nothing':
        return undefined;
    }
  }

  /** Answers a question; without a button for it, it is left as it is. */
  async #say(id: string | undefined): Promise<void> {
    if (id === undefined) this.#options.screen.write(texts.nothingChanged());
    else await this.answer({ kind: 'action', id });
  }

  async #press(index: number): Promise<void> {
    const { screen } = this.#options;
    const button = screen.findButtonAt(index);
    if (button?.kind === 'button') return this.answer({ kind: 'action', id: button.id });
    screen.show({ kind: 'notice', tone: 'info', title: texts.noButton(), example: commandSpan('help') });
  }

  async #fill(open: OpenForm, line: string): Promise<void> {
    const { asker, screen } = this.#options;
    const filled = fillIn(open, line, (form) => this.#inbound?.validateForm(form, asker) ?? {});
    if (filled.kind === 'canceled') return this.#leaveForm();
    if (filled.kind === 'wrong') screen.write(texts.formMistake({ why: plain(filled.why) }));
    this.#form = filled.kind === 'next' ? filled.open : filled.kind === 'wrong' ? open : undefined;
    if (filled.kind === 'full') await this.answer({ kind: 'form', id: open.form.id, values: filled.values });
    else this.ask();
  }

  #leaveForm(): void {
    this.#form = undefined;
    this.#options.screen.write(texts.nothingChanged());
  }
}
